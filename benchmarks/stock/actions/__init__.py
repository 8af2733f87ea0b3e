"""The stock bot's actions."""
