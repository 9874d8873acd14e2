"""What a spreadsheet would run: the program and the engine judge alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text.formulas import BEGINNING, harmless, is_formula


@given(st.text(max_size=3) | st.sampled_from(["=1", "+1", "-1", "@x", "\tx", "\rx", "", "a=1"]))
def test_program_and_engine_judge_alike(text: str) -> None:
    assert is_formula(text) == bool(re.match(BEGINNING, text))


@pytest.mark.parametrize(("text", "found"), [("=1+1", "'=1+1"), ("a=1", "a=1"), ("", "")])
def test_only_what_would_run_gets_an_apostrophe(text: str, found: str) -> None:
    assert harmless(text) == found
