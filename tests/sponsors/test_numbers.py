"""Regulator's numbers, read from what archives print."""

import pytest

from generator.sponsors.numbers import parse_registration


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("FEC ID C99000001", ["FEC committee C99000001"]),
        ("FEC ID c99000001", ["FEC committee C99000001"]),
        ("FEC ID COO990001", ["FEC committee C00990001"]),
        ("FEC ID H9TX99001", ["FEC candidate H9TX99001"]),
        ("FEC ID P99000012", ["FEC candidate P99000012"]),
        ("EIN ID 98-7000001", ["EIN 98-7000001"]),
        ("FEC ID 98-7000001", ["EIN 98-7000001"]),
        ("FEC ID 987000001", ["EIN 98-7000001"]),
        ("EIN ID C99000001", ["FEC committee C99000001"]),
        ("EIN ID 98-7000001, FEC ID C99000001", ["FEC committee C99000001", "EIN 98-7000001"]),
        ("Registered in US-TX 00081234", ["register of US-TX 81234"]),
        ("Registered in US-NY A20133", ["register of US-NY A20133"]),
        ("Registered in US-CA", []),
        ("Registered in US-VA CC2100082", ["register of US-VA CC2100082"]),
        ("FEC ID PO Box 7156 Demo Rock, TX 78683", []),
        ("EIN ID 196-479-8335", []),
        ("EIN ID 00-0000000", []),
        ("EIN ID 12-3456789", []),
        ("Demo Kites; N/A; C99000001; NA", ["FEC committee C99000001"]),
        ("N/A; N/A; N/A; NA", []),
        ("", []),
        (None, []),
    ],
)
def test_numbers_in_a_cell(text: str | None, numbers: list[str]) -> None:
    found = sorted(str(number) for number in parse_registration(text).numbers)
    assert found == sorted(numbers)


def test_state_without_a_number_is_a_place_only() -> None:
    found = parse_registration("Registered in US-CA")
    assert (found.numbers, found.place_codes) == ((), ("US-CA",))


def test_same_value_in_two_registers_is_two_numbers() -> None:
    texas, ohio = (
        parse_registration(f"Registered in US-{state} 15255").numbers[0] for state in ("TX", "OH")
    )
    assert texas.space != ohio.space
    assert texas != ohio


def test_cell_with_several_numbers_is_joint() -> None:
    assert parse_registration("FEC ID C99000001, FEC ID C99000002").is_joint
    assert not parse_registration("FEC ID C99000001, FEC ID C99000001").is_joint
