"""What there is to take away: tables, mappings, the Explore page, the data dictionary."""
