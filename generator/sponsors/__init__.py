"""Who a row counts for: from a payer as declared in one archive to a sponsor entry."""
