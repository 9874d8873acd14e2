"""Downloads: the only part of the program that uses the network."""

from generator.fetch.addresses import ArchiveRecord, load_addresses, read_table
from generator.fetch.meta.query import Query
from generator.fetch.run import Fetched, Request, fetch
from generator.fetch.world import World

__all__ = [
    "ArchiveRecord",
    "Fetched",
    "Query",
    "Request",
    "World",
    "fetch",
    "load_addresses",
    "read_table",
]
