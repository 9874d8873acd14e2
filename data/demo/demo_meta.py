"""Writes the made-up reports of Meta's Ad Library, in the layouts of 2019 and of 2022 on."""

from dataclasses import dataclass, replace

from demo_dice import Dice
from demo_files import BOM, Files, Row, csv_text, zip_bytes
from demo_names import LONG_NAME, NO_DISCLAIMER, Payer, payers_in
from demo_places import BUSY_STATES, DISTRICTS, META_REGION_FILES, META_TERRITORIES, STATES

US_REPORT = "FacebookAdLibraryReport_2024-10-31_US_last_30_days"
GB_REPORT = "FacebookAdLibraryReportGB2024-05-11"
UP_TO_100 = "≤100"
MARK_EVERY = 500
PER_MILLE = {"California": 140, "Texas": 120, "Unknown": 2, "Virgin Islands (U.S.)": 1}
README = """This is a made-up file of a made-up archive set; see data/demo/README.md.

It stands where a real report has its README.txt: beside the data, but not data.
"""
README_2019 = f"""{README}The amounts are of made-up accounts that had GBP set as the ad account currency.
"""
"""The layout of 2019 has no currency in its columns; it stands in the note of the zip."""
THINGS = (
    *("Paper Boats", "Tin Moons", "Glass Carrots", "Wool Bicycles", "Cardboard Comets"),
    *("Chalk Rivers", "Felt Volcanoes", "String Mountains", "Foam Anchors", "Jelly Ladders"),
)
HOSTILE_PAGES = (
    "Demo page <script>window.__pwned=1</script>",
    "Demo page <img src=x onerror=window.__pwned=2>",
    "Demo page {{ 7*7 }} {% raw %}",
    "Demo page [link](javascript:window.__pwned=3) **bold** `code` | pipes | <!-- comment",
    "# heading Demo page",
    '=HYPERLINK("http://evil.example","x")',
    "+1+1",
    "@SUM(1)",
    "Demo page \u202enettirw sdrawkcab",
    "Demo page &amp;lt;b&gt; &quot;",
    "Demo page 🎈 “quotes” 'quotes' \"quotes\"",
    "Demo page " + LONG_NAME[5:290],
    "None",
)


@dataclass(frozen=True)
class Line:
    """One row of a report: a (page, disclaimer) pair and what it spent."""

    page_id: str
    page: str
    disclaimer: str
    amount: int
    ads: int

    @property
    def shown(self) -> str | int:
        """The amount as published: small ones only as a bound."""
        return self.amount if self.amount > 100 else UP_TO_100


def meta_files() -> Files:
    """Every made-up Meta file, by its path in the archive folder."""
    files: Files = {
        f"{US_REPORT}.zip": zip_bytes(_us_members(), (2024, 11, 2)),
        f"{GB_REPORT}.zip": zip_bytes(_gb_members(), (2024, 5, 13)),
    }
    for day, percent in (("2024-10-05", 100), ("2024-10-06", 93)):
        lines = [_scaled(line, percent) for line in _dutch_lines()]
        files[f"FacebookAdLibraryReport_{day}_NL_yesterday_advertisers.csv"] = _report(lines, "EUR")
    bavaria = "FacebookAdLibraryReport_2024-09-10_DE_last_30_days_Bayern.csv"
    files[bavaria] = _report(_german_lines(), "EUR", counted=False)
    return {f"meta-report/{name}": content for name, content in files.items()}


def _us_members() -> Files:
    lines = _us_lines()
    members = {
        f"{US_REPORT}_locations.csv": _locations(lines),
        f"{US_REPORT}_advertisers.csv": _report(lines, "USD"),
        "README.txt": README.encode("utf-8"),
    }
    for region in META_REGION_FILES:
        shares = _region_lines(lines, region)
        members[f"regions/{US_REPORT}_{region}.csv"] = _report(shares, "USD", counted=False)
    return members


def _us_lines() -> list[Line]:
    """Payers, branch pages, pages without a disclaimer, and the pairs that need care."""
    lines = [_own_line(payer, payer.usd * 11 // 100) for payer in payers_in("m", "US")]
    first, second, third = lines[:3]
    dice = Dice("meta-us")
    for state in STATES.values():
        page = f"{second.disclaimer} of {state}"
        lines.append(_line(page, second.disclaimer, dice.between(1, 2600) * dice.between(0, 2)))
    for state in BUSY_STATES:
        page = f"{third.disclaimer} in {STATES[state]}"
        lines.append(_line(page, third.disclaimer, dice.between(20, 1400)))
    lines += [
        # One page with several disclaimers, one of them none at all.
        replace(first, disclaimer="Fund for Taller Sandcastles (made up)", amount=61_300, ads=44),
        replace(first, disclaimer="Taller Sandcastles Volunteers (made up)", amount=840, ads=9),
        replace(first, disclaimer=NO_DISCLAIMER, amount=2_115, ads=6),
        # The same (page, disclaimer) pair twice, with two amounts.
        replace(second, amount=3_207, ads=3),
        # A payer known elsewhere by a name that differs in case and punctuation.
        _line("Demo Bridges Page", "FICTIONAL FRIENDS OF IMAGINARY BRIDGES", 5_120),
    ]
    lines += [
        Line("0", f"Instagram User 000000{number:04d}", NO_DISCLAIMER, 37 * number, 1)
        for number in range(1, 7)
    ]
    lines += [_line(page, NO_DISCLAIMER, 60 * place) for place, page in enumerate(HOSTILE_PAGES)]
    places = list(STATES.values())
    for number in range(1, 391):
        page = f"Demo page {number:03d}: {THINGS[number % 10]} of {places[number % 51]}"
        amount = dice.between(101, 4_000) if dice.chance(8) else dice.between(0, 100)
        lines.append(_line(page, NO_DISCLAIMER, amount))
    return _in_order(lines)


def _gb_members() -> Files:
    """The layout of 2019: no page ids, and an amount without a currency."""
    lines = [_own_line(payer, payer.usd * 78 // 100) for payer in payers_in("m", "GB")]
    first = lines[0]
    lines += [
        replace(first, disclaimer="Drier Rain Supporters (made up)", amount=4_310, ads=12),
        _line("Demo Puddle Watchers", first.disclaimer, 966),
        _line("Demo page <script>window.__pwned=1</script> UK", NO_DISCLAIMER, 55),
        _line("Demo page {{ 7*7 }} UK", "Demo Society for Drier Rain & Sons (made up)", 40),
    ]
    places = ("Kent", "Fife", "Gwynedd", "Antrim", "Devon", "Cumbria")
    for number in range(1, 41):
        dice = Dice(f"meta-gb:{number}")
        page = f"Demo page {number:03d}: {THINGS[number % 10]} of {places[number % 6]}"
        lines.append(_line(page, NO_DISCLAIMER, dice.between(1, 160)))
    week = [_scaled(line, 7) for line in lines[: len(lines) * 3 // 4]]
    header = ("Page Name", "Disclaimer", "Amount Spent", "Number of Ads in Library")
    return {
        f"{GB_REPORT}{name}.csv": _encoded(
            header, [(line.page, line.disclaimer, line.shown, line.ads) for line in _in_order(part)]
        )
        for name, part in (("SpendingToDate", lines), ("ThisWeekSpending", week))
    } | {"README.txt": README_2019.encode("utf-8")}


def _dutch_lines() -> list[Line]:
    lines = [_own_line(payer, payer.usd // 12) for payer in payers_in("m", "NL")]
    lines.append(_line("Demo-pagina Denkbeeldige Brug Utrecht", lines[-1].disclaimer, 214))
    lines.append(replace(lines[0], disclaimer=NO_DISCLAIMER, amount=130, ads=1))
    places = ("Utrecht", "Zeeland", "Drenthe", "Limburg")
    for number in range(1, 25):
        page = f"Demo-pagina {number:03d}: {THINGS[number % 10]} ({places[number % 4]})"
        lines.append(_line(page, NO_DISCLAIMER, Dice(f"meta-nl:{number}").between(0, 150)))
    return _in_order(lines)


def _german_lines() -> list[Line]:
    lines = [_own_line(payer, payer.usd * 9 // 100) for payer in payers_in("m", "DE", "GR")]
    lines.append(_line("Demo-Seite Gewitterfreunde Passau", lines[-1].disclaimer, 77))
    for number in range(1, 21):
        page = f"Demo-Seite {number:03d}: {THINGS[number % 10]} in Bayern"
        lines.append(_line(page, NO_DISCLAIMER, Dice(f"meta-de:{number}").between(0, 140)))
    return _in_order(lines)


def _region_lines(lines: list[Line], region: str) -> list[Line]:
    """A part of each line; the parts do not add up to the nation, as in real reports."""
    dice = Dice(f"meta-region:{region}")
    top = PER_MILLE.get(region, 70)
    kept = [
        replace(_scaled(line, 10), amount=line.amount * dice.between(0, top) // 1000)
        for line in lines
        if _is_at_home(line, region) and (line.amount > 100 or dice.chance(top // 10))
    ]
    return _in_order(kept)


def _is_at_home(line: Line, region: str) -> bool:
    """A page named after a state is shown in that state only."""
    for word in (" of ", " in "):
        place = line.page.rsplit(word, 1)[-1]
        if word in line.page and place in STATES.values():
            return place == region or (place, region) == (
                "District of Columbia",
                "Washington, District of Columbia",
            )
    return True


def _locations(lines: list[Line]) -> bytes:
    """Spend by state and territory, a little away from what the advertisers add up to."""
    total = sum(line.amount for line in lines)
    codes = {name: code for code, name in STATES.items()}
    codes["Washington, District of Columbia"] = codes.pop("District of Columbia")
    rows: list[Row] = []
    for name in sorted({*codes, *META_TERRITORIES}):
        dice = Dice(f"meta-location:{name}")
        amount = dice.between(0, 150)
        if name in codes:
            amount = total * DISTRICTS[codes[name]] * dice.between(18, 28) // 10_000
        rows.append((name, amount if amount > 100 else UP_TO_100))
    return _encoded(("Location name", "Amount spent (USD)"), rows)


def _own_line(payer: Payer, amount: int) -> Line:
    """The line of a payer's own page, which bears its name."""
    return _line(payer.name, payer.name, amount)


def _line(page: str, disclaimer: str, amount: int) -> Line:
    dice = Dice(f"meta-page:{page}")
    ads = 1 + amount // dice.between(150, 900)
    return Line(f"99900{dice.digits(10)}", page, disclaimer, amount, ads)


def _scaled(line: Line, percent: int) -> Line:
    ads = max(1, line.ads * percent // 100)
    return replace(line, amount=line.amount * percent // 100, ads=ads)


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-max(line.amount, 100), line.page_id, line.disclaimer))


def _report(lines: list[Line], currency: str, counted: bool = True) -> bytes:
    header = ["Page ID", "Page name", "Disclaimer", f"Amount spent ({currency})"]
    if counted:
        header.append("Number of ads in Library")
    rows: list[Row] = []
    for line in lines:
        row = [line.page_id, line.page, line.disclaimer, line.shown]
        rows.append([*row, line.ads] if counted else row)
    return _encoded(header, rows)


def _encoded(header: Row, rows: list[Row]) -> bytes:
    """A report's bytes: marked at the start and again every 500 rows, no newline at the end."""
    text = BOM + csv_text(header, rows[:MARK_EVERY])
    for start in range(MARK_EVERY, len(rows), MARK_EVERY):
        part = rows[start : start + MARK_EVERY]
        text += BOM + csv_text(part[0], part[1:])
    return text.removesuffix("\n").encode("utf-8")
