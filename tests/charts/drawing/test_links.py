"""Names in finished drawings as links."""

import re

from generator.charts import places_tiles, range_bars
from generator.charts.drawing.links import with_links
from generator.charts.drawing.svg import render_svg
from tests.charts.drawn import NAN, SVG, named, parse, texts
from tests.charts.test_places_tiles import places

LONG = "A sponsor with a name that is much too long for a phone"


def drawing() -> str:
    rows = [("One & <b>", 5.0, 9.0), (LONG, 3.0, NAN), ("Three", NAN, NAN), ("Four", 1.0, 1.0)]
    chart = range_bars.SPONSORS.build(named("name", rows), "USD")
    return render_svg(chart, ident="b", title="Spend", description="As bars.")


def links(svg: str) -> list[tuple[str, str]]:
    """Address and words of every link."""
    return [(link.get("href", ""), "".join(link.itertext())) for link in parse(svg).iter(f"{SVG}a")]


def test_each_name_leads_where_its_row_leads_however_it_is_cut() -> None:
    svg = with_links(drawing(), ["../one/", "../two/", "", '../"four"&/'])
    found = links(svg)
    assert ("../one/", "One & <b>") in found
    assert ('../"four"&/', "Four") in found
    assert [address for address, _ in found].count("../two/") == 2, "for narrow places and others"
    assert len(found) == 4


def test_a_row_without_a_page_stays_words() -> None:
    svg = with_links(drawing(), ["../one/", "", "", ""])
    assert [address for address, _ in links(svg)] == ["../one/"]
    assert texts(svg) == texts(drawing())


def test_links_can_be_reached_as_nothing_can_inside_an_image() -> None:
    assert parse(with_links(drawing())).get("role") == "img"
    assert parse(with_links(drawing(), ["../one/"])).get("role") == "group"


def test_a_drawing_without_addresses_has_no_trace_of_rows() -> None:
    svg = with_links(drawing())
    assert "data-row" not in svg
    assert "href" not in svg
    assert svg == re.sub(r' data-row="\d+"', "", drawing())


def test_links_of_a_frame_open_elsewhere() -> None:
    svg = with_links(drawing(), ["https://example.org/one/"], in_new_window=True)
    (link,) = parse(svg).iter(f"{SVG}a")
    assert (link.get("target"), link.get("rel")) == ("_blank", "noopener")


def test_what_is_no_name_of_a_row_is_no_link() -> None:
    chart = places_tiles.build(places({"US-TX": 5, "US-CA": 3}), "USD")
    svg = render_svg(chart, ident="t", title="Spend", description="By state.")
    assert with_links(svg, ["../one/", "../two/"]) == svg
