"""The second reader of facts: what labelled messages teach, beside the rules. The extractor asks it after them."""
