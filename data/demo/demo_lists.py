"""Writes two made-up reference lists: committees and candidates, and media linked to a state.

The committees have the numbers under which Google's made-up advertisers say they are registered.
"""

import re

from demo_files import Files, csv_bytes
from demo_names import PAYERS, payers_in
from demo_x import handle

COMMITTEE_HEADER = (
    "CMTE_ID", "CMTE_NM", "TRES_NM", "CMTE_ST1", "CMTE_ST2", "CMTE_CITY", "CMTE_ST", "CMTE_ZIP",
    "CMTE_DSGN", "CMTE_TP", "CMTE_PTY_AFFILIATION", "CMTE_FILING_FREQ", "ORG_TP",
    "CONNECTED_ORG_NM", "CAND_ID",
)  # fmt: skip
MEDIA_HEADER = (
    "Region", "Country", "Media company", "Main assets", "URL", "Typology", "Status", "Notes",
    "Instagram Link", "Twitter Link", "Facebook Link", "Youtube Link", "Telegram Link", "VK Link",
    "Linkedin link", "Ok.ru link", "Tiktok Link", "Rutube Link", "streaming media URL",
)  # fmt: skip
STATES = ("TX", "OH", "PR", "ZZ", "")
LABELLED = "Yesterday's Forecast Bureau (made up)"
"""A made-up payer whose name is that of a made-up outlet."""


def list_files() -> Files:
    """Every made-up list, by its path in the archive folder."""
    committees = list(dict.fromkeys(_committees()))
    rows = [
        (
            number, name.upper(), "PRIVATE-TREASURER-MARKER", "PRIVATE-STREET-MARKER 1", "",
            "DEMOTOWN", STATES[place % len(STATES)], "00000", "U", "OQN"[place % 3], "UNK", "Q", "",
            "NONE", "H9TX99901" if place == 0 else "",
        )
        for place, (number, name) in enumerate(committees)
    ]  # fmt: skip
    candidates = [
        (
            "H9TX99901", 'TEASPOON, "LEFT-HANDED" DEMO', "UNK", "2024", "TX", "H", "07", "C", "N",
            committees[0][0], "PRIVATE-STREET-MARKER 2", "", "DEMOTOWN", "TX", "00000",
        ),
        (
            "P99999901", "SANDCASTLE, DEMO", "UNK", "2820", "US", "P", "00", "O", "P", "",
            "PRIVATE-STREET-MARKER 3", "", "DEMOTOWN", "OH", "00000",
        ),
    ]  # fmt: skip
    return {
        "fec/2024-09-01/cm.txt": _bars(rows),
        "fec/2024-09-01/cn.txt": _bars(candidates),
        "fec/2024-09-01/cm_header_file.csv": f"{','.join(COMMITTEE_HEADER)}\n".encode(),
        "state-media/2024-02-07/State_Media_Matrix.csv": csv_bytes(MEDIA_HEADER, _outlets()),
    }


def _committees() -> list[tuple[str, str]]:
    """The numbers that made-up payers give, each with the name of the first payer."""
    found: dict[str, str] = {}
    for payer in PAYERS:
        for number in re.findall(r"C\d{8}", payer.public_ids):
            found.setdefault(number, payer.name.replace("|", " "))
    return sorted(found.items())


def _bars(rows: list[tuple[str, ...]]) -> bytes:
    return "".join("|".join(row) + "\n" for row in rows).encode()


def _outlets() -> list[list[str]]:
    known = {"Region": "Europe", "Media company": "Demo Media House (made up)", "Typology": "SC"}
    outlets = [
        {"Country": "San Marino", "Main assets": LABELLED, "URL": "https://forecast.example/"},
        {
            "Country": "Liechtenstein",
            "Main assets": "Demo Radio of Square Wheels (fictional)",
            "Typology": "CaPu",
            "Twitter Link": f"https://www.twitter.example/{handle(payers_in('m', 'US')[11].name)}",
            "Facebook Link": "https://www.facebook.example/100065000000000",
        },
        {
            "Country": "UAE",
            "Main assets": "<script>window.__pwned=8</script> Demo TV (made up)",
            "Typology": "ISFM?",
            "Status": "Currently Not Functional",
            "Notes": "NOTE-MARKER",
        },
        {"Country": "Malta", "Main assets": "Demo News", "Typology": "IP"},
    ]
    rows = [[(known | outlet).get(name, "") for name in MEDIA_HEADER] for outlet in outlets]
    return [*rows, [""] * len(MEDIA_HEADER)]
