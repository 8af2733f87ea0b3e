"""Everything that plugs into Rasa: graph components, reply generator, private channel, tracker store.

The only package of the project that imports `rasa`; it holds glue, never logic of its own.
"""
