"""Help, and the pages that people write."""
