"""Sizes of licences and numbers of extensions."""
