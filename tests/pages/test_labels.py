"""Which sponsor entries are labelled as media linked to a state, and which are not."""

import pytest

from generator.adapters.state_media import TYPOLOGY
from generator.sponsors.state_media import StateLabel, outlet_key, state_labels, typology_words
from generator.store.tables import Store
from tests.adapters.reading import put, read_in, rows

OUTLETS = """Country,Media company,Main assets,Typology,Twitter Link
Utopia,Demo House,Démo Kite Tribune,SC,https://www.twitter.com/DemoKite
Utopia,Demo House,Démo Kite Tribune,SC,https://www.twitter.com/DemoKite
Erewhon,Demo House,Demo Weather Radio,ISFM?,https://x.com/demo_weather
Utopia,Demo House,Demo Shared Name,SC,
Erewhon,Demo House,Demo Shared Name,CaPu,
Utopia,Demo House,The Chronicle,SC,
Utopia,Demo House,Demo,SC,https://twitter.com/demo.dots
"""
META = "Page ID,Page name,Disclaimer,Amount spent (USD),Number of ads in library\n"
NONE = "These ads ran without a disclaimer"
PAGES = [
    ("1", "DEMO kite: tribune!", NONE),
    ("2", "Some Page", "Demo Kite Tribune"),
    ("3", "Demo Kite Tribune", "Jo Demo (a person who pays)"),
    ("4", "Demo Kite Tribune Fan Club PAC", NONE),
    ("5", "Friends of Demo Kite Tribune", "Demo Kite Tribunes"),
    ("6", "DemoKite", NONE),
    ("7", "The Chronicle", NONE),
    ("8", "Demo Shared Name", NONE),
    ("9", "Demo", NONE),
]
X = (
    "Screen Name,Tweet Id,Tweet Url,Day of Start Date Adgroup,Day of End Date Adgroup,"
    "Targeting Name,Interest Targeting,Geo Targeting,Gender Targeting,Age Targeting,"
    "Impressions,Spend_USD\n"
)
ACCOUNTS = ["demokite", "Demo_Weather", "demokites", "demo"]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Outlets, pages and accounts, ingested."""
    folder = tmp_path_factory.mktemp("labels")
    archives = folder / "archives"
    countries = OUTLETS.replace("Utopia", "France").replace("Erewhon", "Germany")
    put(archives / "2024-01-01" / "State_Media_Matrix.csv", countries)
    put(
        archives / "FacebookAdLibraryReport_2024-10-06_US_last_30_days_advertisers.csv",
        META + "".join(f'{page},"{name}","{payer}",300,3\n' for page, name, payer in PAGES),
    )
    put(
        archives / "2024-10-25" / "political-ads-data.csv",
        X
        + "".join(
            f"{name},180000000000000000{n},https://twitter.com/i/status/180000000000000000{n},"
            "2024-10-01,2024-10-02,,,,,,1000,10\n"
            for n, name in enumerate(ACCOUNTS)
        ),
    )
    return read_in(archives, folder / "store").store


@pytest.fixture(scope="module")
def kinds(store: Store) -> dict[str, str]:
    """By the name of the sponsor: its kind."""
    return {row["sponsor_name"]: row["kind"] for row in rows(store, "sponsors")}


@pytest.fixture(scope="module")
def found(store: Store) -> dict[str, tuple[StateLabel, ...]]:
    """By the name of the sponsor and its platform: the labels."""
    names = {row["sponsor_id"]: row for row in rows(store, "sponsors")}
    return {
        f"{names[key]['platform_codes']}: {names[key]['sponsor_name']}": labels
        for key, labels in state_labels(store).items()
    }


def test_only_the_outlets_themselves_are_labelled(
    found: dict[str, tuple[StateLabel, ...]],
) -> None:
    assert set(found) == {
        "meta: DEMO kite: tribune!",
        "meta: Demo Kite Tribune",
        "x: demokite",
        "x: Demo_Weather",
    }


def test_only_a_listed_account_has_the_kind(
    kinds: dict[str, str],
) -> None:
    assert {name for name, kind in kinds.items() if kind == "state_media"} == {
        "demokite",
        "Demo_Weather",
    }


def test_label_says_what_where_and_by_which_rule(
    found: dict[str, tuple[StateLabel, ...]],
) -> None:
    path = "2024-01-01/State_Media_Matrix.csv"
    doubt = (
        "state-funded and state-managed, independent in what it publishes (the list itself has a "
        "question mark here)"
    )
    kite = ("Démo Kite Tribune", "France", "state-controlled")
    assert found["x: Demo_Weather"] == (
        StateLabel("Demo Weather Radio", "Germany", doubt, "handle", path, 4),
    )
    assert found["x: demokite"] == (StateLabel(*kite, "handle", path, 2),)
    assert found["meta: DEMO kite: tribune!"] == (StateLabel(*kite, "name", path, 2),)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("  ÉTOILE-du Démo. ", "etoile du demo"),
        ("Deutsche Übertragung", "deutsche ubertragung"),
        ("Демо Звезда", "демо звезда"),
        ("DemoZeitung", "demozeitung"),
        ("TASS", ""),
        ("Daily News", ""),
        ("Channel 4", ""),
        ("Informer", ""),
        ("", ""),
        ("!!!", ""),
    ],
)
def test_names_are_compared_without_accents_and_only_if_they_tell(name: str, key: str) -> None:
    assert outlet_key(name) == key


def test_every_code_of_the_list_has_words() -> None:
    assert all(typology_words(code) != code for code in TYPOLOGY)
