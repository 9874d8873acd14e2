"""Single tables of the benchmarks take the place of the earlier ones."""

import pytest

from bench.__main__ import updated
from bench.linking import Tables
from bench.report import Table

RESULTS = "# Results\n\n## One\n\n| a |\n\n## Two\n\n| b |\n\nA note.\n\n## Three\n\n| c |\n"


def test_table_takes_the_place_of_the_one_with_its_title_and_says_so() -> None:
    text = updated(RESULTS, [Table("Two", ("what", "much"), [("d", "9")])], [0.1, 2.4])
    assert text.startswith("# Results\n\n## One\n\n| a |\n\n## Two\n\n| what | much |")
    assert text.endswith("\n## Three\n\n| c |\n")
    assert "before and after: 0.1, 2.4." in text
    assert "A note." not in text


def test_last_table_is_replaced_to_the_end() -> None:
    both = Tables((Table("One", ("what",), [("e",)]), Table("Three", ("what",), [("f",)])))
    text = updated(RESULTS, [both], [])
    assert "| e |" in text and "| f |" in text
    text = updated(RESULTS, [Table("Three", ("what", "much"), [("d", "9")])], [])
    assert "| c |" not in text
    assert "| b |" in text


def test_table_that_was_never_measured_is_an_error() -> None:
    with pytest.raises(ValueError, match="no table 'Four'"):
        updated(RESULTS, [Table("Four", (), [])], [])
