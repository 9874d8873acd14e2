"""`paidforby explain` on one sponsor of each platform: page, raw rows and raw file agree."""

import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project import command
from tests.real import raw
from tests.real.conftest import RealStore
from tests.real.test_figures import GOOGLE_2025, META_US
from tests.site.demo import environment

pytestmark = pytest.mark.real

HIDDEN = "(personal data: not shown)"


@dataclass(frozen=True)
class Printed:
    """One figure as the command printed it: its own lines, and the raw rows below it."""

    said: str
    shown: str
    recomputed: str
    rows: Mapping[tuple[str, int], Mapping[str, str]]


def explained(store: RealStore, repo_root: Path, target: str, rows: int) -> list[Printed]:
    done = subprocess.run(
        command(store.config, "explain", target, "--rows", str(rows)), cwd=repo_root,
        env=environment(), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [printed(block) for block in re.split(r"(?m)^(?=\S)", done.stdout) if block.strip()]


def printed(block: str) -> Printed:
    """Read one block of the command's output."""
    rows: dict[tuple[str, int], dict[str, str]] = {}
    cells: dict[str, str] = {}
    for line in block.splitlines():
        if place := re.fullmatch(r"  \S+: (.+), line (\d+)", line):
            cells = rows.setdefault((place[1], int(place[2])), {})
        elif (cell := re.fullmatch(r"      (.+?): (.*)", line)) and cell[1] != "stored as":
            cells[cell[1]] = cell[2]
    found = dict(re.findall(r"(?m)^  (on the page|from the rows): (.*)$", block))
    return Printed(block, found["on the page"], found["from the rows"], rows)


def read_alone(archives: Path, label: str, line: int) -> dict[str, str]:
    """The cells of a raw row that are not blank, as the command ought to print them."""
    row = raw.table(archives, label).rows[line]
    filled = {name: cell for name, cell in row.items() if cell.strip()}
    return {name: HIDDEN if name == "BillingAddress" else cell for name, cell in filled.items()}


def only(figures: list[Printed], said: str) -> Printed:
    """The figure of a sponsor's page with these words; those of other platforms stand beside it."""
    (figure,) = [each for each in figures if said in each.said]
    assert figure.shown == figure.recomputed
    assert "DIFFERS" not in figure.said
    return figure


def line_of(archives: Path, label: str, **cells: str) -> int:
    """The line of the one row of a raw file that has these cells."""
    wanted = {name.replace("_", " "): cell for name, cell in cells.items()}
    (line,) = [
        line
        for line, row in raw.table(archives, label).rows.items()
        if wanted.items() <= {name.replace("_", " "): cell for name, cell in row.items()}.items()
    ]
    return line


def test_google_total_of_a_sponsor_is_the_sum_of_the_cells_of_its_ids(
    repo_root: Path, real_archives: Path, real_store: RealStore
) -> None:
    line = line_of(real_archives, GOOGLE_2025, Advertiser_Name="BIDEN FOR PRESIDENT")
    row = raw.table(real_archives, GOOGLE_2025).rows[line]
    assert (row["Spend_USD"], row["Total_Creatives"]) == ("101365000", "62945")
    address = f"http://127.0.0.1/sponsors/google/{row['Advertiser_ID']}/"
    figure = only(explained(real_store, repo_root, address, 5), "reported total to 15 Apr 2025")
    # The committee took the name of another candidate, and another id, in July 2024.
    other = line_of(real_archives, GOOGLE_2025, Advertiser_Name="HARRIS FOR PRESIDENT")
    lines = {(GOOGLE_2025, n): read_alone(real_archives, GOOGLE_2025, n) for n in (line, other)}
    assert figure.rows == lines
    assert figure.shown == f"US${sum(int(cells['Spend_USD']) for cells in lines.values()):,}"
    ads = sum(int(cells["Total_Creatives"]) for cells in lines.values())
    assert f"{ads:,} ads" in figure.said


def test_meta_total_of_a_payer_is_the_cell_of_its_line(
    repo_root: Path, real_archives: Path, real_store: RealStore
) -> None:
    line = line_of(real_archives, META_US, Disclaimer="BIDEN FOR PRESIDENT")
    row = raw.table(real_archives, META_US).rows[line]
    assert (row["Page Name"], row["Amount Spent (USD)"]) == ("Joe Biden", "14320700")
    ((payer_id,),) = real_store.query(
        "SELECT payer_id FROM payers WHERE platform = 'meta' AND payer_name = ?",
        "BIDEN FOR PRESIDENT",
    )
    figure = only(explained(real_store, repo_root, payer_id, 5), "90 days to 10 Jun 2020")
    assert figure.shown == "US$14,320,700"
    assert "90 days to 10 Jun 2020" in figure.said
    assert figure.rows == {(META_US, line): read_alone(real_archives, META_US, line)}


def test_snapchat_sum_of_a_payer_is_the_sum_of_its_newest_rows(
    repo_root: Path, real_archives: Path, real_store: RealStore
) -> None:
    name = "Biden for President"
    newest = raw.newest_snapchat_ads(real_archives)
    own = {ad: found for ad, found in newest.items() if found[1]["PayingAdvertiserName"] == name}
    assert raw.snapchat_totals(real_archives, name) == {"USD": 1_572_042}
    assert len(own) == 234
    ((payer_id,),) = real_store.query(
        "SELECT payer_id FROM payers WHERE platform = 'snapchat' AND payer_name = ?", name
    )
    figure = only(explained(real_store, repo_root, payer_id, 1000), "exact ads")
    assert figure.shown == "US$1,572,042"
    assert "sum of 234 exact ads" in figure.said
    assert {cells["ADID"] for cells in figure.rows.values()} == own.keys()
    for (label, line), cells in figure.rows.items():
        alone = read_alone(real_archives, label, line)
        shortened = {
            key: cell if len(cell) <= 300 else cell[:300] + "…" for key, cell in alone.items()
        }
        assert cells == shortened
        assert label == own[cells["ADID"]][0]
    addresses = {row["BillingAddress"] for _, row in own.values()}
    assert HIDDEN in figure.said
    assert [address for address in addresses if address in figure.said] == []
