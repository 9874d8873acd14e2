"""The interface of Meta's Ad Library: each ad once, whatever comes between."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator.fetch import Query
from tests.fetch.graph import TOKEN, Graph, all_ids, error
from tests.fetch.meta import QUERY, Meta
from tests.fetch.server import Asked, Reply
from tests.fetch.world import NOW, World

pytestmark = pytest.mark.usefixtures("token_is_nowhere")
BUSY = json.dumps({"1": [{"type": "ads_archive", "estimated_time_to_regain_access": 7}]})


def test_five_thousand_ads_with_everything_in_the_way(meta: Meta, world: World) -> None:
    graph = Graph(
        5_000,
        overlap=3,
        lifetime=15,
        largest_page=400,
        troubles={
            4: error(613, "(#613) Calls to this api have exceeded the rate limit."),
            6: error(4, "(#4) Application request limit reached", 403, **{"Retry-After": "30"}),
            9: error(17, "(#17) User request limit reached", 400),
            12: Reply(429, b"slow down"),
            14: error(2, "An unexpected error has occurred.", 500),
            16: Reply(502, b"<html>Bad gateway</html>"),
            18: Reply(200, b'{"data": [', length=500),
            20: error(100, "(#100) The cursor has expired."),
            23: error(2642, "(#2642) Invalid cursors values"),
            26: error(
                32, "(#32) Page request limit reached", **{"X-App-Usage": '{"call_count":100}'}
            ),
        },
    )
    found = meta.run(graph)
    assert found.problems == []
    assert sorted(meta.ids()) == all_ids(5_000)
    ads, record = meta.snapshot()
    assert (record["ad_count"], record["restart_count"]) == (5_000, 2)
    assert ads[17] == {
        "id": str(10**14 + 17),
        "ad_creative_bodies": ["Vote for number 17 ✓\u2028line"],
        "ad_snapshot_url": "https://www.facebook.example/ads/render/?id=17",
        "page_name": "Made-up Party of Testing",
    }


def test_query_is_asked_as_it_was_given(meta: Meta) -> None:
    graph = Graph(5)
    meta.run(graph, replace(QUERY, until=date(2026, 11, 1)))
    asked = dict(graph.asked[0].query)
    fields = asked.pop("fields").split(",")
    assert {"id", "spend", "bylines", "delivery_by_region", "beneficiary_payers"} <= set(fields)
    assert asked == {
        "access_token": TOKEN,
        "ad_active_status": "ALL",
        "ad_delivery_date_max": "2026-11-01",
        "ad_delivery_date_min": "2026-10-01",
        "ad_reached_countries": '["US", "GB"]',
        "ad_type": "POLITICAL_AND_ISSUE_ADS",
        "limit": "500",
        "search_terms": "climate",
    }
    assert meta.snapshot()[1]["query"] == {
        "countries": ["US", "GB"],
        "page_ids": [],
        "search": "climate",
        "since": "2026-10-01",
        "until": "2026-11-01",
    }


def test_more_than_ten_pages_are_asked_for_in_groups(meta: Meta) -> None:
    graph = Graph(3)
    meta.run(graph, Query(countries=("US",), page_ids=tuple(map(str, range(100, 123)))))
    asked = [json.loads(request.query["search_page_ids"]) for request in graph.asked]
    assert asked == [[*range(100, 110)], [*range(110, 120)], [*range(120, 123)]]
    assert meta.ids() == all_ids(3)


def test_page_that_is_too_large_is_halved_until_it_is_not(meta: Meta) -> None:
    graph = Graph(100, largest_page=70)
    meta.run(graph)
    assert [int(asked.query["limit"]) for asked in graph.asked] == [500, 250, 125, 62, 62]
    assert meta.ids() == all_ids(100)


def test_field_of_another_version_is_asked_for_by_its_older_name(meta: Meta, world: World) -> None:
    graph = Graph(5, unknown_fields=("bylines", "eu_total_reach", "delivery_by_region",
                                     "region_distribution"))  # fmt: skip
    meta.run(graph)
    fields = meta.snapshot()[1]["fields"]
    assert "funding_entity" in fields
    assert not {"bylines", "eu_total_reach", "region_distribution"} & set(fields)
    assert meta.ids() == all_ids(5)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [({"Retry-After": "90"}, 90), ({"X-Business-Use-Case-Usage": BUSY}, 420), ({}, 60)],
)
def test_limit_of_the_rate_is_waited_for_as_long_as_the_server_says(
    headers: dict[str, str], wait: int, meta: Meta, world: World
) -> None:
    meta.run(Graph(5, troubles={1: error(613, "too many calls", **headers)}))
    assert world.slept == [wait]
    assert "allowance of requests is used up (error 613)" in world.said[0]


@pytest.mark.parametrize(
    ("headers", "pauses"),
    [
        ({"X-App-Usage": '{"call_count": 12, "total_time": 91}'}, [60, 60]),
        ({"X-App-Usage": '{"call_count": 12, "total_time": 89}'}, []),
        ({"X-Business-Use-Case-Usage": BUSY}, [420, 420]),
        ({"X-App-Usage": "nonsense"}, []),
    ],
)
def test_pause_before_the_allowance_is_used_up(
    headers: dict[str, str], pauses: list[int], meta: Meta, world: World
) -> None:
    meta.run(Graph(15, page_headers=headers), page_size=5)
    assert world.slept == pauses
    assert meta.ids() == all_ids(15)


def test_empty_page_in_the_middle_is_not_the_end_but_three_are(meta: Meta) -> None:
    def empty(number: int) -> Reply:
        paging = {"cursors": {"after": f"cursor-20-{number}"}, "next": "https://graph.example/"}
        return Reply(200, json.dumps({"data": [], "paging": paging}).encode())

    graph = Graph(40, troubles={3: empty(3), 5: empty(5), 6: empty(6), 7: empty(7)})
    graph._cursors["cursor-20-3"] = (20, 3)
    meta.run(graph, page_size=10)
    assert meta.ids() == all_ids(30)
    assert len(graph.asked) == 7


def test_place_in_the_list_that_does_not_move_is_no_endless_loop(meta: Meta) -> None:
    graph = Graph(40)

    def again(asked: Asked) -> Reply:
        reply = graph(asked)
        data = json.loads(reply.body)
        data["paging"]["cursors"]["after"] = "the same"
        graph._cursors["the same"] = (10, 1)
        return Reply(200, json.dumps(data).encode())

    (problem,) = meta.run(again, page_size=10).problems
    assert "lost its place in the list" in problem
    assert len(graph.asked) < 20


def test_interrupted_run_goes_on_where_it_was(meta: Meta, world: World) -> None:
    stopped = Graph(100, overlap=3, troubles={6: error(190, "expired", 401)})
    (problem,) = meta.run(stopped, page_size=10).problems
    assert "What arrived is kept" in problem
    (part,) = world.archives.glob("meta-api/*/.partial/US*.jsonl")
    with part.open("ab") as stream:
        stream.write(b'{"id": "10000000000')
    again = Graph(100, overlap=3)
    again._cursors.update(stopped._cursors)
    meta.run(again, page_size=10)
    assert meta.ids() == all_ids(100)
    assert len(again.asked) == 9  # 38 ads were there; each page brings 7 more
    assert "after" in again.asked[0].query


def test_another_query_never_continues_this_one(meta: Meta) -> None:
    meta.run(Graph(100, troubles={6: error(190, "expired", 401)}), page_size=10)
    other = Graph(20)
    meta.run(other, replace(QUERY, search="taxes"))
    assert "after" not in other.asked[0].query
    assert meta.ids() == all_ids(20)


def test_run_that_was_broken_off_long_ago_is_begun_anew(meta: Meta, world: World) -> None:
    world.change(now=lambda: NOW - timedelta(days=8))
    meta.run(Graph(100, troubles={6: error(190, "expired", 401)}), page_size=10)
    world.change(now=lambda: NOW)
    again = Graph(20)
    meta.run(again, page_size=10)
    assert "after" not in again.asked[0].query
    assert meta.ids() == all_ids(20)


def test_same_query_is_fetched_once_a_day(meta: Meta, world: World) -> None:
    meta.run(Graph(5))
    before = world.tree()
    again = Graph(9)
    (outcome,) = meta.run(again).outcomes
    assert outcome.status == "unchanged"
    assert again.asked == []
    assert world.tree() == before
