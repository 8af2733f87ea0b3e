"""The dialogue as pure logic: what is known of a case, what to ask next, how an answer is taken.

Called by `actions`; it never speaks HTTP, SQL or Rasa. Texts leave it as `bot.text.catalogue.Text`.
"""
