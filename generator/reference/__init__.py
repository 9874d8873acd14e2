"""Loaders of ``data/reference``: places, platforms, mappings. What people wrote down and reviewed."""
