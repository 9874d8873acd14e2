"""How payers are joined into sponsors, and what was decided by hand."""
