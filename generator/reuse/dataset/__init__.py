"""What goes with the published tables: a data package, a Croissant record, checksums, a list of
all fields, and mappings to two standards. Made from the schema and from the files as written."""
