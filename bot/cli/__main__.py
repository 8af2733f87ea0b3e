"""`python -m bot.cli`, the same as the installed `intake`."""

from bot.cli import main

main()
