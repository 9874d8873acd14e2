"""Texts that pages are made of: words that people read, and addresses."""
