"""Where the system runs, and what came out on a fresh one at 3CX."""
