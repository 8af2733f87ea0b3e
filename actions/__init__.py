"""Rasa's custom actions: each reads the turn, calls `bot.intake`, and replies by name.

Flat on purpose: the action server imports every module in here. No sentence and no policy rule
belongs here.
"""
