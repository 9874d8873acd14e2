"""How to repeat a number of the site from the published files: the same rows, added up again."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.base import Figure, Where
from generator.schema import TABLES


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
        if figure.table in TABLES and money.lo is not None and money.hi is not None:
            return Repeat(
                label=f"{figure.label}, {figure.detail}",
                shown=money.text,
                rule=figure.rule,
                table=figure.table,
                sql=sql(figure.table, figure.where),
                python=python(figure.table, figure.where),
                lo=f"{money.lo:.2f}",
                hi=f"{money.hi:.2f}",
                row_count=figure.row_count,
            )
    return None


def sql(table: str, where: Where) -> str:
    """The query for DuckDB, run in the folder of the downloads."""
    conditions = "\n  AND ".join(_sql_condition(name, value) for name, value in where)
    return (
        "SELECT sum(spend_lo) AS lo, sum(spend_hi) AS hi, count(*) AS row_count\n"
        f"FROM 'data/{table}.parquet'\n"
        f"WHERE {conditions};"
    )


def _sql_condition(name: str, value: object) -> str:
    if value is None:
        return f"{name} IS NULL"
    if isinstance(value, bool):
        return name if value else f"NOT {name}"
    if isinstance(value, tuple):
        return f"{name} IN ({', '.join(map(_sql_text, value))})"
    return f"{name} = {_sql_text(value)}"


def _sql_text(value: object) -> str:
    return "'" + str(value).replace("'", "''") + "'"


def python(table: str, where: Where) -> str:
    """The same with pandas."""
    conditions = "\n    & ".join(_python_condition(name, value) for name, value in where)
    return (
        "import pandas as pd\n\n"
        f'rows = pd.read_parquet("data/{table}.parquet")\n'
        f"rows = rows[\n    {conditions}\n]\n"
        'print(rows["spend_lo"].sum(), rows["spend_hi"].sum(), len(rows))'
    )


def _python_condition(name: str, value: object) -> str:
    if value is None:
        return f'rows["{name}"].isna()'
    if isinstance(value, bool):
        return f'rows["{name}"]' if value else f'~rows["{name}"]'
    if isinstance(value, tuple):
        return f'rows["{name}"].isin({sorted(map(str, value))!r})'
    return f'rows["{name}"].eq({str(value)!r})'
