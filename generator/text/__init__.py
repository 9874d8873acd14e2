"""Words that people read: amounts of money, counts and shares, names in plain letters."""
