"""From a number on a page back to the rows of the archive."""
