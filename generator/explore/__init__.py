"""The files that the Explore page reads: rows of ads and of published totals, as partitioned
Parquet that a browser reads by ranges.

One folder for each kind of row, ``ads`` and ``spend``:

- ``columns.parquet``: what is filtered by, one narrow column for each filter, without missing
  values (:mod:`generator.explore.columns`). A filter reads the columns that it needs.
- ``rows-0000.parquet`` and so on: what is shown and downloaded, read last and in small pieces.
- ``words.parquet``, ``words-rows.parquet``, ``words-who.parquet``: which rows and which names
  hold a word (:mod:`generator.explore.words`), sorted by word.
- ``places.json``: the lists of places that rows have; a row holds the number of its list.

Beside them ``sponsors.parquet`` (by id) and ``suggestions.parquet`` (by word), and ``index.json``
with the sizes of all files and the counts of the first view. Rows stand newest first in all
files of a kind, and a row's number is its place in that order.
"""

from generator.explore.publish import Explored, write_explore

__all__ = ["Explored", "write_explore"]
