"""The version that runs."""
