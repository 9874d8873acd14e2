"""The made-up payers: every name says that it is a demonstration, or could be nobody's.

`archives` says where a payer stands: g Google, m Meta, s Snapchat. `usd` is roughly what it
spends, on which each archive's numbers are built; the amounts have a few large and many small.
"""

from dataclasses import dataclass

LONG_NAME = f"Demo Committee of the Very Long Name (made up) {'and of ' * 60}"[:300]
RENAMED_FROM = "Demo Club of Wobbly Tables (old made-up name)"
RENAMED_TO = "Demo Club of Steady Tables (new made-up name)"
GONE = ("Demo Vanishing Ink Society (made up)", "Demo Melted Snowmen Reunion (made up)")
TWIN_NAME = "Demo Twin Sock Drawers (made up)"
NO_DISCLAIMER = "These ads ran without a disclaimer"


@dataclass(frozen=True)
class Payer:
    """One made-up payer."""

    name: str
    country: str
    archives: str
    usd: int
    public_ids: str = ""
    keeps_id: bool = False
    only_old: bool = False


LEADING = [
    Payer("Committee for Taller Sandcastles (made up)", "US", "gms", 2_600_000, "FEC ID C00999901"),
    Payer("Demo Party of Left-Handed Teaspoons", "US", "gms", 1_450_000, "FEC ID C00999902"),
    Payer("The Fictional Friends of Imaginary Bridges", "US", "gms", 820_000, "FEC ID C00999903"),
    Payer(
        "Imaginary Citizens for Longer Weekends (demo)",
        "US",
        "gms",
        410_000,
        "FEC ID C00999904, FEC ID C00999905",
    ),
    Payer("Alphabet Soup Alliance (made up)", "US", "gm", 265_000, "EIN ID 00-9999901"),
    Payer(
        "Biscuit Roundness Council (made up)", "US", "g", 150_000, "Registered in US-AZ 999900001"
    ),
    Payer("Cloud Counting Committee (demo)", "US", "gm", 118_000, "FEC ID C00999906"),
    Payer("Dandelion Clockmakers Union (fictional)", "US", "gs", 93_000, "EIN ID 00-9999902"),
    Payer("Echo Repeaters United (made up)", "US", "m", 71_000),
    Payer("Fictional Front for Square Wheels", "US", "gm", 64_000, "Registered in US-CA 9999001"),
    Payer("Gravity Optional Action Fund (demo)", "US", "gms", 52_000, "FEC ID C00999907"),
    Payer("Hiccup Prevention League (made up)", "US", "m", 43_000),
    Payer("Invisible Ink Voters (demo)", "US", "gm", 39_000, "EIN ID 00-9999903, FEC ID C00999908"),
    Payer("Jigsaw Corner-Piece Party (fictional)", "US", "g", 31_000, "FEC ID H9TX99901"),
    Payer("Kite String Untanglers (made up)", "US", "ms", 27_000),
    Payer(
        "Lost Sock Recovery Committee (demo)", "US", "gm", 22_000, "Registered in US-TX 00099901"
    ),
    Payer("Moonlight Savings Time Now (made up)", "US", "gs", 19_500, "EIN ID 00-9999904"),
    Payer("Noodle Length Standards Board (fictional)", "US", "m", 16_000),
    Payer("Odd Umbrella Society (demo)", "US", "gm", 14_200, "FEC ID C00999909"),
    Payer("Pretend Penguins for Warmer Ice (made up)", "US", "gms", 12_700, "EIN ID 00-9999905"),
    Payer("Quiet Thunder Campaign (demo)", "US", "m", 9_800),
    Payer("Rubber Duck Navigators (fictional)", "US", "g", 8_600, "Registered in US-OH"),
    Payer("Sideways Ladder Initiative (made up)", "US", "ms", 7_900),
    Payer("Teapot Tempest Committee (demo)", "US", "g", 6_400, "FEC ID C00999910"),
    Payer("Upside-Down Map Voters (fictional)", "US", "m", 5_200),
    Payer("Velvet Hammer Caucus (made up)", "US", "g", 4_100, "EIN ID 00-9999906"),
    Payer("Wobbly Compass Reform Club (demo)", "US", "s", 3_600),
    Payer("Xylophone Tuners for Change (fictional)", "US", "gm", 2_900, "FEC ID C00999911"),
    Payer("Yesterday's Forecast Bureau (made up)", "US", "m", 2_300),
    Payer("Zigzag Fence Fund (demo)", "US", "g", 1_900, "EIN ID 00-9999907"),
]

ABROAD = [
    Payer("Demo European Spoon Federation (made up)", "EU", "g", 88_000),
    Payer("Φανταστικό Κόμμα των Αριστερόχειρων Κουταλιών (demo)", "GR", "gm", 24_000),
    Payer("Demo · لجنة تجريبية للقلاع الرملية الخيالية", "US", "m", 5_600),
    Payer("Demo · ועדה בדיונית למטריות הפוכות", "IL", "g", 6_100),
    Payer("Demo · Измислен комитет за кръгли облаци", "BG", "g", 7_300),
    Payer("示範 · 虛構左手茶匙黨 (demo)", "TW", "g", 18_000),
    Payer("デモ · 架空の傘協会 (demo)", "US", "ms", 3_900),
    Payer("데모 · 가상의 구름 위원회 (demo)", "US", "m", 900),
    Payer("เดโม · พรรคช้อนชาสมมติ (demo)", "US", "m", 700),
    Payer("डेमो · काल्पनिक चम्मच संघ (demo)", "IN", "g", 33_000),
    Payer("Demo-Bündnis für rundere Würfel (erfunden)", "DE", "gm", 29_000),
    Payer("Erfundener Verein für leisere Gewitter (Demo)", "DE", "m", 4_700),
    Payer("Verzonnen Vrienden van de Denkbeeldige Brug (demo)", "NL", "ms", 8_200),
    Payer("Demo-comité voor langere weekenden (verzonnen)", "NL", "gm", 11_400),
    Payer("Comité fictif pour des baguettes carrées (démo)", "FR", "gs", 13_500),
    Payer("Demo Komitet Okrągłych Kwadratów (fikcyjny)", "PL", "g", 9_900),
    Payer("Demoföreningen för rakare bananer (påhittad)", "SE", "gs", 5_400),
    Payer("Demo-foreningen for stille torden (opdigtet)", "DK", "g", 4_400),
    Payer("Demó Kitalált Kanálpárt (nem létezik)", "HU", "g", 21_000),
    Payer("Demo spolek vymyšlených mostů (smyšlený)", "CZ", "g", 3_300),
    Payer("Demo Comitetul pentru Nori Rotunzi (inventat)", "RO", "g", 2_700),
    Payer("Demo Society for Drier Rain (made up)", "GB", "gms", 36_000),
    Payer("The Made-Up Marmalade Movement (demo)", "GB", "m", 15_000),
    Payer("Pretend Parish of Wandering Gnomes (demo)", "GB", "m", 1_100),
    Payer("Demo-laget for rettere fjorder (oppdiktet)", "NO", "s", 6_800),
    Payer("Demo Guild of Maple Umbrellas (fictional)", "CA", "s", 7_700),
    Payer("Demo Club for Upright Wombats (made up)", "AU", "gs", 17_000),
    Payer("Demo Trust for Sideways Kiwis (made up)", "NZ", "g", 2_200),
    Payer("Comitê Demo das Nuvens Redondas (fictício)", "BR", "g", 12_000),
    Payer("Comité Demo de Cucharas Zurdas (ficticio)", "MX", "g", 3_100),
    Payer("Demo Union of Imaginary Meerkats (made up)", "ZA", "g", 1_700),
]

# Names that a careless program would run, render or break on. The digits in the scripts say
# which payload fired, should one ever fire.
HOSTILE = [
    Payer("Demo <script>window.__pwned=1</script> Society", "US", "gms", 11_000),
    Payer("Demo <img src=x onerror=window.__pwned=2> Club", "US", "gms", 8_900),
    Payer("Demo {{ 7*7 }} Society", "US", "gms", 7_100),
    Payer("Demo {% raw %} Fund", "US", "gm", 4_900),
    Payer("Demo **bold** __Alliance__ (made up)", "US", "gm", 3_400),
    Payer("Demo [link](javascript:window.__pwned=3) Club", "US", "ms", 3_000),
    Payer("# heading for a Demo Party", "US", "gm", 2_600),
    Payer("`Demo` backticks ``` Club", "US", "gm", 1_800),
    Payer("Demo | pipes | Party |", "US", "gm", 2_400),
    Payer("<!-- comment by a Demo Club", "US", "gm", 2_050),
    Payer("Demo \u202esnoops thgirpU (made up)", "US", "gm", 1_600),
    Payer('=HYPERLINK("http://evil.example","x")', "US", "gm", 1_250),
    Payer("+1+1", "US", "m", 800),
    Payer("@SUM(1)", "US", "gs", 650),
    Payer("Demo &amp;lt; Entities &quot;Club&quot; &#60;", "US", "gm", 560),
    Payer('Demo "Quoted" O\'Quote “Club”', "US", "gs", 470),
    Payer(LONG_NAME, "US", "gm", 5_900),
    Payer("Demo Balloon Party 🎈🫠👩🏽‍🚀 (made up)", "US", "gms", 2_100),
    Payer("../../Demo/Path Walkers?q=1#top%2f", "US", "gm", 380),
    Payer("Demo Café Club (made up)", "US", "g", 1_300, "FEC ID C00999912"),
    Payer("Demo Cafe Club (made up)", "US", "g", 240, "FEC ID C00999913"),
]

SPECIAL = [
    Payer(TWIN_NAME, "US", "g", 4_600, "FEC ID C00999914"),
    Payer(TWIN_NAME, "US", "g", 1_150, "FEC ID C00999914"),
    Payer("THE FICTIONAL FRIENDS OF IMAGINARY BRIDGES", "US", "g", 16_500, "FEC ID C00999903"),
    Payer(RENAMED_TO, "US", "g", 23_000, "EIN ID 00-9999908", keeps_id=True),
    Payer(GONE[0], "US", "g", 2_750, "EIN ID 00-9999909", only_old=True),
    Payer(GONE[1], "US", "g", 410, "FEC ID PO Box 9999", only_old=True),
]

SMALL = [
    Payer(f"Demo Minor Measure No. {number} (made up)", "US", "g", usd, ids)
    for number, (usd, ids) in enumerate(
        [
            (49, "FEC ID C00999915"),
            (44, ""),
            (37, "Registered in US-MN 99901"),
            (31, ""),
            (26, "EIN ID 00-9999910"),
            (18, ""),
            (12, ""),
            (7, "Registered in US-CT"),
        ],
        start=1,
    )
]

PAYERS: list[Payer] = [*LEADING, *ABROAD, *HOSTILE, *SPECIAL, *SMALL]


def payers_in(archive: str, *countries: str) -> list[Payer]:
    """The payers of one archive, largest first; only those of the countries if any are given."""
    chosen = [
        payer
        for payer in PAYERS
        if archive in payer.archives and (not countries or payer.country in countries)
    ]
    return sorted(chosen, key=lambda payer: -payer.usd)
