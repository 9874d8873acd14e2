"""X's archives, Twitter's before: the disclosures for each country."""
