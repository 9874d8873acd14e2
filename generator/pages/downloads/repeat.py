"""How to repeat a number of the site from the published files: the same rows, added up again."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.base import Figure
from generator.schema import TABLES
from generator.store.fact import Fact


@dataclass(frozen=True)
class Repeat:
    """An example. ``lines`` are what the programs print: lower bounds, upper bounds, rows."""

    label: str
    shown: str
    rule: str
    table: str
    sql: str
    python: str
    lo: str
    hi: str
    row_count: int


def repeat_example(figures: Iterable[Figure]) -> Repeat | None:
    """The first figure that is a closed amount of a published table; None if there is none."""
    for figure in figures:
        money = figure.money
        if figure.fact.table in TABLES and money.lo is not None and money.hi is not None:
            return Repeat(
                label=f"{figure.label}, {figure.detail}",
                shown=money.text,
                rule=figure.rule,
                table=figure.fact.table,
                sql=sql(figure.fact),
                python=python(figure.fact),
                lo=f"{money.lo:.2f}",
                hi=f"{money.hi:.2f}",
                row_count=figure.row_count,
            )
    return None


def sql(fact: Fact) -> str:
    """The query for DuckDB, run in the folder of the downloads."""
    return fact.sql("sum(spend_lo) AS lo, sum(spend_hi) AS hi, count(*) AS row_count")


def python(fact: Fact) -> str:
    """The same with pandas."""
    return (
        "import pandas as pd\n\n"
        f'rows = pd.read_parquet("data/{fact.table}.parquet")\n'
        f"rows = rows[\n    {fact.pandas()}\n]\n"
        'print(rows["spend_lo"].sum(), rows["spend_hi"].sum(), len(rows))'
    )
