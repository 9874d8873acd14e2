"""The store: its tables, what must hold of them, and what was noticed about them."""
