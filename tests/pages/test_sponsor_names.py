"""Other names of a sponsor: each once, the most frequent first, payers apart from accounts."""

from generator.pages.sponsor.names import SHOWN_NAMES, OtherNames, other_names


def row(name: str, count: int = 1, role: str = "payer") -> dict[str, object]:
    return {"name": name, "row_count": count, "role": role}


def found(name: str, *rows: dict[str, object]) -> OtherNames:
    return other_names(name, rows, lambda text: text.casefold().strip("."))


def test_spellings_of_one_name_are_not_named_again() -> None:
    rows = (row("KITES"), row("Kites."), row("Boats", 2), row("BOATS"))
    assert found("Kites", *rows).payers == ("Boats",)


def test_most_frequent_name_comes_first_over_all_its_rows() -> None:
    rows = (row("Boats", 2), row("Winds", 2), row("Winds", 2))
    assert found("Kites", *rows).payers == ("Winds", "Boats")


def test_name_that_paid_and_ran_ads_is_a_payer_only() -> None:
    rows = (row("Boats", 9, "advertiser"), row("Boats"), row("Agency", 1, "advertiser"))
    assert found("Kites", *rows) == OtherNames(("Boats",), ("Agency",))


def test_three_names_are_shown_and_the_others_counted() -> None:
    others = found("Kites", *(row(f"Boat {n}", 9 - n) for n in range(5)))
    assert others.shown == ("Boat 0", "Boat 1", "Boat 2")
    assert others.more_count == 5 - SHOWN_NAMES
    assert found("Kites", row("kites")).more_count == 0
