"""The words of a message, and the terms that they are: what every kind of fact is read from."""
