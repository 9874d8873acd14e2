"""What others take away from a page: citations, tables of what is shown, feeds, cards, data."""
