"""Citations, read back by the programs that they are for."""

import json

import bibtexparser
import jsonschema
import pytest
import rispy

from generator.reuse.cite import Citation, Cited, citation_key, cite
from generator.reuse.provenance import Provenance, Snapshot, checksum

ADDRESS = "https://example.org/ads/sponsors/id/0f/#google-AR1"
HOSTILE = (
    "100% {Fund} & Söhne_$5 #1 ~ ^ \\input{x} } @misc{y,",
    "Line\nTY  - BOOK\r\nER  - \nend",
    "民主 * Δημοκρατία, \u202eabc",
    '"quoted", <b>bold</b> \x00\x1b',
)
ONE = Snapshot("google-bundle@2025-04-15", "15 Apr 2025", "2025-04-15", "ab" * 32, "", "")
OLD = Snapshot("meta-report@2018-08", "Aug 2018", "2018-08", "cd" * 32, "", "")

CSL_ITEM = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "properties": {
            "type": {"enum": ["dataset", "webpage"]},
            "id": {"type": "string"},
            "title": {"type": "string"},
            "author": {"type": "array", "items": {"required": ["literal"]}},
            "container-title": {"type": "string"},
            "publisher": {"type": "string"},
            "version": {"type": "string"},
            "note": {"type": "string"},
            "URL": {"type": "string"},
            "issued": {
                "properties": {
                    "date-parts": {
                        "type": "array",
                        "maxItems": 2,
                        "items": {
                            "type": "array",
                            "minItems": 1,
                            "maxItems": 3,
                            "items": {"type": "integer"},
                        },
                    }
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    },
}
"""The part of the CSL-JSON schema, version 1.0.2, that speaks of what is written here."""


def citation(
    title: str = "Amber Alliance", snapshots: tuple[Snapshot, ...] = (ONE,), **changes: object
) -> Citation:
    newest = max(one.taken_on_date for one in snapshots)
    words = next(one.taken_on for one in snapshots if one.taken_on_date == newest)
    stamp = Provenance(snapshots, "ef" * 32, words, newest)
    facts = {"site_name": "Paid For By", "is_dataset": True, "is_demo": False, **changes}
    return cite(Cited("paidforby-x-2025", title, address=ADDRESS, stamp=stamp, **facts))


def bibtex(found: Citation) -> dict[str, str]:
    library = bibtexparser.parse_string(found.bibtex)
    assert not library.failed_blocks
    (entry,) = library.entries
    return {field.key: field.value for field in entry.fields} | {"key": entry.key}


def ris(found: Citation) -> dict[str, object]:
    (entry,) = rispy.loads(found.ris)
    return entry


def csl(found: Citation) -> dict[str, object]:
    items = json.loads(found.csl)
    jsonschema.validate(items, CSL_ITEM)
    (item,) = items
    return item


def test_words_name_site_title_date_checksum_and_address() -> None:
    assert citation().text == (
        "Paid For By. “Amber Alliance.” Data to 15 Apr 2025, from the snapshot "
        f"google-bundle@2025-04-15, SHA-256 {'ab' * 32}. {ADDRESS}"
    )


def test_question_keeps_its_mark_instead_of_a_full_stop() -> None:
    assert "“Who pays?” Data" in citation("Who pays?").text


def test_several_snapshots_have_one_checksum_together() -> None:
    text = citation(snapshots=(ONE, OLD)).text
    assert f"Data to 15 Apr 2025, from 2 snapshots, SHA-256 {'ef' * 32}." in text


def test_made_up_data_is_cited_as_made_up() -> None:
    found = citation(is_demo=True)
    for text in (found.text, bibtex(found)["note"], ris(found)["notes"][0], csl(found)["note"]):
        assert "Demonstration data, all made up." in text


def test_every_format_has_the_same_facts() -> None:
    found = citation()
    tex, lines, item = bibtex(found), ris(found), csl(found)
    assert tex["title"] == "{Amber Alliance}"
    assert lines["title"] == item["title"] == "Amber Alliance"
    assert tex["url"] == lines["urls"][0] == item["URL"] == ADDRESS
    assert (tex["year"], tex["month"]) == ("2025", "4")
    assert (lines["year"], lines["date"]) == ("2025", "2025/04/15/")
    assert item["issued"] == {"date-parts": [[2025, 4, 15]]}
    assert "ab" * 32 in tex["note"]
    assert "ab" * 32 in lines["notes"][0]
    assert item["version"] == "ef" * 32


def test_month_without_a_day_stays_a_month() -> None:
    found = citation(snapshots=(OLD,))
    assert csl(found)["issued"] == {"date-parts": [[2018, 8]]}
    assert ris(found)["date"] == "2018/08//"
    assert bibtex(found)["month"] == "8"


def test_text_page_is_a_web_page_and_no_data_set() -> None:
    found = citation(is_dataset=False)
    assert csl(found)["type"] == "webpage"
    assert ris(found)["type_of_reference"] == "ELEC"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_breaks_no_format(name: str) -> None:
    found = citation(name, site_name=name)
    tex = bibtex(found)
    assert tex.keys() == {"author", "title", "year", "month", "url", "note", "key"}
    balance = 0
    for mark in tex["title"]:
        balance += {"{": 1, "}": -1}.get(mark, 0)
        assert balance >= 0
    assert balance == 0
    assert ris(found)["type_of_reference"] == "DATA"
    assert found.ris.count("\n") == citation().ris.count("\n")
    assert len(csl(found)["author"]) == 1
    assert not any(mark in found.text for mark in "\n\r\x00\x1b\u202e")


def test_marks_of_tex_are_written_as_text() -> None:
    assert bibtex(citation("5% & #1_{a}"))["title"] == (
        "{5\\% \\& \\#1\\_\\textbraceleft{}a\\textbraceright{}}"
    )


def test_comma_and_asterisk_do_not_part_an_author_in_ris() -> None:
    assert ris(citation(site_name="Ads, Texas*"))["authors"] == ["Ads Texas"]


def test_key_has_only_what_every_program_takes() -> None:
    assert citation_key("sponsors/google/AR_1", "2025-04") == "paidforby-sponsors-google-AR-1-2025"
    assert citation_key("places/us/index", "") == "paidforby-places-us"


def test_checksum_is_that_of_lines_as_sha256sum_writes_them() -> None:
    # printf 'aa  x\nbb  y\n' | sha256sum
    assert checksum([("aa", "x"), ("bb", "y")]) == (
        "bdc1646e495d6303c14700be72eff2716bb6a82c3a3b422aebfe7b97427e3104"
    )
