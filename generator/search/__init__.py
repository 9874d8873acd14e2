"""The files of the search: its index and the names that it suggests."""
