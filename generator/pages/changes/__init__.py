"""What changed between two copies of an archive, and what is no longer listed."""
