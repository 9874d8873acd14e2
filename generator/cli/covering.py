"""The store as a verb reads it."""

from generator.config import Config
from generator.site.coverage import covered
from generator.store.tables import Store


def covered_store(config: Config) -> Store:
    """The store as far as the site covers it."""
    store = Store.open(config.store_dir)
    return covered(store, config.places, config.build_dir / "cache" / "covered")
