"""Google's Ads Transparency archive: the bundle of CSV files and the BigQuery export."""
