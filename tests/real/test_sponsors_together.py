"""Five well-known committees: Google, Meta and Snapchat stand together, and unlike things apart."""

from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.base import Figure
from generator.site.publish import one_sponsor, site_data
from generator.store.tables import Store
from tests.real.conftest import RealStore
from tests.real.expected import expected_totals

pytestmark = pytest.mark.real

# The payer on Meta, whose name nobody else bears in the archives, and the FEC's number.
COMMITTEES = {
    "BIDEN FOR PRESIDENT": "C00703975",
    "DONALD J. TRUMP FOR PRESIDENT, INC.": "C00580100",
    "BERNIE 2020": "C00696948",
    "DCCC": "C00000935",
    "CONGRESSIONAL LEADERSHIP FUND": "C00504530",
}


def rows_behind(store: RealStore, figure: Figure) -> list[tuple]:
    """Platform, archive, snapshot's day, scope, window, place and currency of each row of a figure."""
    scope = "'ad', NULL, NULL" if figure.fact.table == "ads" else "scope, window_name, place_code"
    wanted, values = [], []
    for field, value in figure.fact.where:
        wanted.append(f"{field} IS NOT DISTINCT FROM ?")
        values.append(value)
    snapshot = "NULL" if figure.fact.table == "ads" else "snapshot_id"
    return store.query(
        f"SELECT platform, archive, {snapshot}, {scope}, spend_currency, file_id, line "
        f"FROM {figure.fact.table} WHERE {' AND '.join(wanted)}",
        *values,
    )


@pytest.mark.parametrize("name", COMMITTEES)
def test_three_platforms_stand_on_one_page_and_no_sum_mixes_them(
    name: str, real_store: RealStore, real_archives: Path
) -> None:
    ((sponsor_id, kind_source),) = real_store.query(
        "SELECT s.sponsor_id, s.kind_source_text FROM sponsors s JOIN payers p USING (sponsor_id) "
        "WHERE p.platform = 'meta' AND p.payer_name = ?",
        name,
    )
    assert f"FEC committee {COMMITTEES[name]}" in kind_source
    store = Store.open(real_store.config.parent / "store")
    page = one_sponsor(
        site_data(store, load_config(real_store.config), only=[sponsor_id]), sponsor_id
    )
    figures = page.figures()
    on_page = [*page.totals]
    assert {figure.label.split(",")[0] for figure in on_page} >= {"Google", "Meta", "Snapchat"}
    seen: list[tuple] = []
    for figure in figures:
        rows = rows_behind(real_store, figure)
        assert len(rows) == figure.row_count
        # One platform, archive, snapshot, scope, window, place and currency: nothing else is added.
        assert len({row[:7] for row in rows}) == 1, figure.id
        assert {row[6] for row in rows} == {figure.money.currency}
        seen += [row[6:] for row in rows]
    assert len(seen) == len(set(seen)), "no row is in two figures"
    payers = real_store.query(
        "SELECT payer_id, payer_name FROM payers WHERE sponsor_id = ?", sponsor_id
    )
    assert {payer_id.split("/")[0] for payer_id, _ in payers} == {"google", "meta", "snapchat"}
    amounts = [figure.money.text for figure in figures]
    amounts += [cells[1].text for cells in (page.more_totals.rows if page.more_totals else ())]
    assert sorted(amounts) == expected_totals(real_archives, payers)
    assert all(join.evidence for join in page.joins)
    assert len(page.joins) >= len(payers) - 1
