"""Who writes, with which partner level, and what is asked for."""
