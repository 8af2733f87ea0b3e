"""Facts and entities in free text: `extractor` reads a message; the others know a kind of fact each, or are tools."""
