"""How long data is kept, and how one person's data is exported and erased."""
