"""Downloads that go well in the end: changed or not, continued, redirected, with a record."""

import hashlib
import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fetch.server import LAST_CHANGE, Asked, File, Reply, Server, http_date
from tests.fetch.world import World, make_zip

BYTES = random.Random(7).randbytes(300_000)
ZIP = make_zip(ads__csv=BYTES)
NEWER = make_zip(ads__csv=BYTES[::-1])
SNAPSHOT = "bundle/2026-11-20"


def test_file_and_record_stand_in_the_folder_of_the_day_of_the_last_change(
    world: World, server: Server
) -> None:
    url = server.on("/bundle.zip", File(ZIP, more={"Content-Type": "application/zip"}))
    outcome = world.get(url, licence="CC0")
    tree = world.tree()
    assert sorted(tree) == [f"{SNAPSHOT}/bundle.zip", f"{SNAPSHOT}/snapshot.json"]
    assert tree[f"{SNAPSHOT}/bundle.zip"] == ZIP
    assert json.loads(tree[f"{SNAPSHOT}/snapshot.json"]) == {
        "archive": "bundle",
        "fetched_at": "2026-11-23T12:00:00+00:00",
        "file": "bundle.zip",
        "headers": {
            "content-type": "application/zip",
            "etag": '"v1"',
            "last-modified": "Fri, 20 Nov 2026 08:30:00 GMT",
        },
        "licence": "CC0",
        "sha256": hashlib.sha256(ZIP).hexdigest(),
        "size": len(ZIP),
        "taken_on": "2026-11-20",
        "url": url,
    }
    assert (outcome.status, outcome.day) == ("new", date(2026, 11, 20))


def test_without_a_day_from_the_server_it_is_the_day_of_the_download(
    world: World, server: Server
) -> None:
    world.get(server.on("/bundle.zip", File(ZIP, changed=None)))
    assert "bundle/2026-11-23/bundle.zip" in world.tree()


def test_unchanged_file_is_not_sent_again(world: World, server: Server) -> None:
    url = server.on("/bundle.zip", File(ZIP))
    world.get(url)
    before = world.tree()
    outcome = world.get(url)
    assert (outcome.status, outcome.day) == ("unchanged", date(2026, 11, 20))
    assert server.asked[1].headers["If-None-Match"] == '"v1"'
    assert server.asked[1].headers["If-Modified-Since"] == http_date(LAST_CHANGE)
    assert world.tree() == before


def test_same_bytes_under_a_new_etag_make_no_new_snapshot(world: World, server: Server) -> None:
    later = LAST_CHANGE + timedelta(days=1)
    url = server.on("/bundle.zip", File(ZIP), File(ZIP, etag='"v2"', changed=later))
    world.get(url)
    before = world.tree()
    assert world.get(url).status == "unchanged"
    assert world.tree() == before


def test_changed_file_is_another_snapshot_and_the_earlier_one_stays(
    world: World, server: Server
) -> None:
    later = LAST_CHANGE + timedelta(days=1)
    url = server.on("/bundle.zip", File(ZIP), File(NEWER, etag='"v2"', changed=later))
    world.get(url)
    before = world.tree()
    assert world.get(url).status == "new"
    assert world.tree()["bundle/2026-11-21/bundle.zip"] == NEWER
    assert before.items() <= world.tree().items()


def test_snapshot_whose_file_is_gone_is_not_taken_as_there(world: World, server: Server) -> None:
    later = LAST_CHANGE + timedelta(days=1)
    url = server.on("/bundle.zip", File(ZIP), File(NEWER, etag='"v1"', changed=later))
    world.get(url)
    (world.archives / SNAPSHOT / "bundle.zip").unlink()
    assert world.get(url).status == "new"
    assert "If-None-Match" not in server.asked[1].headers


@pytest.mark.parametrize("seed", range(8))
def test_connection_broken_at_random_bytes_is_continued_to_the_end(
    seed: int, world: World, server: Server
) -> None:
    dice = random.Random(seed)
    breaks = [dice.randrange(0, 90_000) for _ in range(4)]
    url = server.on("/bundle.zip", File(ZIP, breaks=list(breaks)))
    world.get(url)
    assert hashlib.sha256(world.tree()[f"{SNAPSHOT}/bundle.zip"]).hexdigest() == (
        hashlib.sha256(ZIP).hexdigest()
    )
    starts = [asked.headers.get("Range", "bytes=0-") for asked in server.asked]
    assert starts == [f"bytes={sum(breaks[:n])}-" for n in range(len(breaks) + 1)]


def test_chunked_answer_that_breaks_off_is_noticed(world: World, server: Server) -> None:
    cut = Reply(200, ZIP, is_chunked=True, break_after=1000)
    url = server.on("/bundle.zip", cut, Reply(200, ZIP, is_chunked=True))
    world.get(url)
    assert world.tree()["bundle/2026-11-23/bundle.zip"] == ZIP


def test_server_without_ranges_sends_all_again(world: World, server: Server) -> None:
    url = server.on("/bundle.zip", File(ZIP, breaks=[5000], has_ranges=False))
    world.get(url)
    assert "Range" in server.asked[1].headers
    assert world.tree()[f"{SNAPSHOT}/bundle.zip"] == ZIP


@pytest.mark.parametrize(
    "changes", [{"etag": None}, {"etag": 'W/"v1"'}, {"etag": 'W/"v1"', "changed": None}]
)
def test_weak_etag_is_no_proof_that_the_rest_fits(
    changes: dict[str, object], world: World, server: Server
) -> None:
    url = server.on("/bundle.zip", replace(File(ZIP, breaks=[5000]), **changes))
    world.get(url)
    has_date = "changed" not in changes
    asked = server.asked[1].headers
    assert asked.get("If-Range") == (http_date(LAST_CHANGE) if has_date else None)
    (body,) = [data for name, data in world.tree().items() if name.endswith(".zip")]
    assert body == ZIP


def test_file_that_changes_between_two_parts_is_never_mixed(world: World, server: Server) -> None:
    first = File(ZIP, breaks=[100_000])
    second = File(NEWER, etag='"v2"')
    url = server.on("/bundle.zip", first, second)
    world.get(url)
    assert world.tree()[f"{SNAPSHOT}/bundle.zip"] == NEWER


def wrong_part(asked: Asked) -> Reply:
    """The first bytes where the rest was asked for."""
    headers = {"Content-Range": f"bytes 0-{len(ZIP) - 1}/{len(ZIP)}", "ETag": '"v1"'}
    return Reply(206, ZIP, headers)


def part_of_another_version(asked: Asked) -> Reply:
    """The rest as it was asked for, but of a file that has changed."""
    start = int(asked.headers["Range"].removeprefix("bytes=").removesuffix("-"))
    span = f"bytes {start}-{len(ZIP) - 1}/{len(ZIP)}"
    return Reply(206, NEWER[start:], {"Content-Range": span, "ETag": '"v2"'})


def first_bytes_in_chunks(asked: Asked) -> Reply:
    """All of the file where the rest was asked for, without a length."""
    headers = {"Content-Range": f"bytes 0-{len(ZIP) - 1}/{len(ZIP)}", "ETag": '"v1"'}
    return Reply(206, ZIP, headers, is_chunked=True)


def test_text_that_changes_between_two_parts_is_never_mixed(world: World, server: Server) -> None:
    second = File(NEWER, etag='"v2"')
    url = server.on("/a.csv", File(ZIP, breaks=[100_000]), part_of_another_version, second)
    world.get(url, name="a.csv")
    assert world.tree()[f"{SNAPSHOT}/a.csv"] == NEWER


@pytest.mark.parametrize(
    "second",
    [
        part_of_another_version,
        first_bytes_in_chunks,
        Reply(416, headers={"Content-Range": "bytes */10"}),
        Reply(416),
        wrong_part,
        Reply(206, ZIP),
    ],
)
def test_wrong_answer_to_a_range_begins_anew(second: object, world: World, server: Server) -> None:
    url = server.on("/bundle.zip", File(ZIP, breaks=[5000]), second, File(ZIP))
    world.get(url)
    assert "Range" not in server.asked[2].headers
    assert world.tree()[f"{SNAPSHOT}/bundle.zip"] == ZIP


def test_next_run_continues_what_the_last_one_left(world: World, server: Server) -> None:
    url = server.on("/bundle.zip", File(ZIP, breaks=[70_000]))
    world.change(sleep=stopped)
    with pytest.raises(KeyboardInterrupt):
        world.get(url)
    assert world.tree() == {}
    world.change(sleep=world.slept.append)
    assert world.get(url).status == "new"
    assert server.asked[1].headers["Range"] == "bytes=70000-"
    assert world.tree()[f"{SNAPSHOT}/bundle.zip"] == ZIP


def stopped(seconds: float) -> None:
    """A person presses Ctrl-C while the program waits."""
    raise KeyboardInterrupt


def test_part_of_another_address_is_not_continued(world: World, server: Server) -> None:
    world.change(sleep=stopped)
    with pytest.raises(KeyboardInterrupt):
        world.get(server.on("/old.zip", File(NEWER, breaks=[70_000])))
    world.change(sleep=world.slept.append)
    world.get(server.on("/bundle.zip", File(ZIP)))
    assert "Range" not in server.asked[1].headers
    assert world.tree()[f"{SNAPSHOT}/bundle.zip"] == ZIP


def test_redirect_is_followed_and_the_record_has_the_address_that_was_asked(
    world: World, server: Server
) -> None:
    server.on("/there.zip", File(ZIP))
    url = server.on("/bundle.zip", Reply(302, headers={"Location": "/there.zip?key=SECRET"}))
    world.get(url)
    assert server.paths() == ["/bundle.zip", "/there.zip"]
    assert json.loads(world.tree()[f"{SNAPSHOT}/snapshot.json"])["url"] == url
    assert b"SECRET" not in world.every_byte()


def test_older_address_is_asked_when_the_first_has_nothing(world: World, server: Server) -> None:
    first, second = server.on("/new.zip", Reply(404)), server.on("/old.zip", File(ZIP))
    world.get(first, second)
    assert server.paths() == ["/new.zip", "/old.zip"]
    assert json.loads(world.tree()[f"{SNAPSHOT}/snapshot.json"])["url"] == second


def test_progress_tells_bytes_and_size(world: World, server: Server) -> None:
    world.get(server.on("/bundle.zip", File(ZIP)))
    done = [told[1] for told in world.shown]
    assert done == sorted(done)
    assert done[-1] == len(ZIP)
    assert {(told[0], told[2], told[3]) for told in world.shown} == {("bundle", len(ZIP), "bytes")}


@pytest.mark.parametrize("status", [404, 410, 403])
def test_year_that_is_not_there_yet_is_no_error(status: int, world: World, server: Server) -> None:
    outcome = world.get(server.on("/2027.zip", Reply(status)), may_be_missing=True)
    assert outcome.status == "missing"
    assert world.tree() == {}
