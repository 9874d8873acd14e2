"""A sponsor, the lists of sponsors, and their permanent addresses."""
