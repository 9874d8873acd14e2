"""The interface of Meta's Ad Library: what stops a run is told, and the token never is."""

import re
from dataclasses import replace
from datetime import date

import pytest

from generator.fetch import Query
from tests.fetch.graph import TOKEN, Graph, error
from tests.fetch.meta import QUERY, Meta
from tests.fetch.server import Reply
from tests.fetch.world import World

pytestmark = pytest.mark.usefixtures("token_is_nowhere")


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (error(190, "Error validating access token: Session has expired", 401), "make a new one"),
        (error(190, f"Malformed access token {TOKEN}"), r"Malformed access token \(hidden\)"),
        (error(10, "(#10) Application does not have permission"), "accept the terms"),
        (error(200, "(#200) Permissions error", 403), "Confirm your identity"),
        (error(100, "(#100) Invalid parameter"), "Meta refuses the query.*Change it"),
        (Reply(200, b"<html>Hello</html>"), "something that is not a list of ads"),
        (Reply(200, b'{"data": [{"page_id": "1"}]}'), "an ad in the answer has no id"),
        (Reply(302, headers={"Location": "/elsewhere"}), "a request with a token is not passed on"),
        (Reply(503), r"answered 503 \(10 tries failed\)"),
        (error(613, "too many", **{"Retry-After": "9999"}), "asks to wait 167 minutes"),
        (error(1, f"Unknown error {TOKEN}"), r"Unknown error \(hidden\)"),
        (Reply(200, b'{"data": []}'), "no ad fits the query"),
        (error(2642, "Invalid cursors values"), "lost its place in the list 3 times"),
    ],
)  # fmt: skip
def test_what_stops_a_run_is_told_with_the_address_or_the_remedy(
    reply: Reply, told: str, meta: Meta, world: World
) -> None:
    found = meta.run(Graph(5, troubles=dict.fromkeys(range(1, 100), reply)))
    (problem,) = found.problems
    assert re.search(told, problem), problem
    assert TOKEN not in problem
    assert world.tree() == {}


def test_without_a_token_the_steps_are_told_and_nothing_is_asked(meta: Meta) -> None:
    graph = Graph(5)
    (problem,) = meta.run(graph, token="").problems
    assert "PAIDFORBY_META_TOKEN" in problem
    assert "https://www.facebook.com/ads/library/api" in problem
    assert graph.asked == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (Query(search="x"), "has no country. Give one or more with --country"),
        (Query(countries=("USA",), search="x"), "has the country 'USA'"),
        (Query(countries=("US",)), "names neither words nor pages"),
        (Query(countries=("US",), page_ids=("@page",)), "has the page id '@page'"),
        (Query(countries=("US",), search="x" * 101), "searches 101 characters"),
        (replace(QUERY, until=date(2026, 9, 1)), "begins on 2026-10-01 and ends on 2026-09-01"),
    ],
)
def test_query_that_cannot_be_asked(query: Query, told: str, meta: Meta) -> None:
    graph = Graph(5)
    (problem,) = meta.run(graph, query).problems
    assert told in problem
    assert graph.asked == []


def test_disk_is_looked_at_before_each_page(meta: Meta, world: World) -> None:
    world.change(free_bytes=lambda folder: 1_000)
    graph = Graph(5)
    (problem,) = meta.run(graph).problems
    assert "only 1,000 bytes are free on the disk" in problem
    assert graph.asked == []
