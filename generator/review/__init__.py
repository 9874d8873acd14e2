"""Reviewed decisions about who is one sponsor: cases, what a decision would do, the log."""
