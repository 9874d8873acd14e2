"""How to repeat a number of the site from the published files: the same rows, added up again."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.base import Figure
from generator.schema import TABLES
from generator.store.fact import Fact


@dataclass(frozen=True)
class Repeat:
    """A number of the home page, and two programs that make it again."""

    label: str
    """What the number is of."""
    shown: str
    """The number as the home page shows it."""
    rule: str
    """How it is made, in words."""
    table: str
    """The table whose rows make it."""
    sql: str
    """A query for DuckDB."""
    python: str
    """The same for pandas."""
    lo: str
    """What both print for the lower bounds added up."""
    hi: str
    """What both print for the upper bounds added up."""
    row_count: int
    """How many rows both find."""


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
