"""Meta's two archives: the Ad Library Report and the Ad Library API."""
