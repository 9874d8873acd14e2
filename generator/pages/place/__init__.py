"""A country, a state, and the list of places."""
