"""What each kind of page says: frozen dataclasses built from the store, without markup."""
