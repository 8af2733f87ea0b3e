"""Facts and entities in free text: `extractor` reads a message, each folder knows a kind of fact.

`words` is what all of them read (the lexicon, a message as terms and clauses), `validity` whether what is said holds;
neither knows a kind of fact.
"""
