"""The pages of the demonstration, with the downloads."""

from tests.pages.conftest import small_docs, store

__all__ = ["small_docs", "store"]
