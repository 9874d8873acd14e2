"""Downloads that cannot be: each ends in one clear error, and the earlier snapshot is untouched."""

import errno
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from generator.errors import FetchError
from tests.fetch.server import File, Reply, Server, http_date
from tests.fetch.world import NOW, World, make_zip

ZIP = make_zip(ads__csv=random.Random(7).randbytes(100_000))
NEWER = make_zip(ads__csv=random.Random(8).randbytes(100_000))
OFTEN = 10
"""More often than a download is tried."""


@pytest.fixture
def earlier(world: World, server: Server) -> dict[str, bytes]:
    """The snapshot that is there before the trouble begins."""
    world.get(server.on("/bundle.zip", File(ZIP)))
    server.asked.clear()
    return world.tree()


def bomb() -> bytes:
    """A small zip that unpacks to 64 MB of nothing."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ads.csv", bytes(64 << 20))
    return stream.getvalue()


def path_traversal() -> bytes:
    return make_zip(**{"../outside__csv": b"1"})


def damaged() -> bytes:
    """A zip in whose contents one byte is another."""
    at = NEWER.index(b"ads.csv") + 1000
    return NEWER[:at] + bytes([NEWER[at] ^ 1]) + NEWER[at + 1 :]


def new(body: bytes, **more: str) -> File:
    return File(body, etag='"v2"', more=more)


TROUBLES: dict[str, tuple[tuple[object, ...], str]] = {
    "bytes missing at the end": ((Reply(200, NEWER, length=len(NEWER) + 9),), "ended after"),
    "more bytes than announced": ((Reply(200, NEWER, length=len(NEWER) - 9),), "more bytes came"),
    "chunks that stop": ((Reply(200, NEWER, is_chunked=True, break_after=99),), "broke"),
    "server errors for ever": ((Reply(503),), "answered 503"),
    "wrong checksum": ((new(NEWER, **{"X-Goog-Hash": "md5=" + "A" * 22 + "=="}),), "md5 is"),
    "damaged zip": ((new(damaged()),), "the zip is damaged or cut off"),
    "zip bomb": ((new(bomb()),), "unpacks to 67,108,864 bytes from"),
    "path traversal": ((new(path_traversal()),), "points outside the folder"),
    "a web page": ((new(b"\n<!DOCTYPE html><title>Sign in</title>"),), "a web page"),
    "nothing": ((new(b""),), "it is empty"),
    "not there": ((Reply(404),), "404"),
    "forbidden": ((Reply(403),), "answered 403"),
    "moved to http": (
        (Reply(301, headers={"Location": "http://files.example/a.zip"}),),
        "only https is fetched",
    ),
    "moved in a circle": ((Reply(302, headers={"Location": "/bundle.zip"}),), "without end"),
    "asked to wait for days": ((Reply(429, headers={"Retry-After": "864000"}),), "14,400 minutes"),
    "packed": ((new(NEWER, **{"Content-Encoding": "gzip"}),), "packed the file"),
    "other bytes of the same day": ((new(NEWER),), "a snapshot of that day is there already"),
}


@pytest.mark.parametrize("kind", TROUBLES)
def test_trouble_is_one_clear_error_and_the_snapshot_stays(
    kind: str, world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    replies, told = TROUBLES[kind]
    url = server.on("/bundle.zip", *replies)
    with pytest.raises(FetchError, match=told) as caught:
        world.get(url)
    assert url in str(caught.value) or "bundle/2026-11-20" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert len(server.asked) < OFTEN
    assert world.tree() == earlier


@pytest.mark.parametrize("kind", sorted(set(TROUBLES) - {"other bytes of the same day"}))
def test_when_the_trouble_is_over_the_download_is_complete(
    kind: str, world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    url = server.on("/bundle.zip", *TROUBLES[kind][0])
    with pytest.raises(FetchError):
        world.get(url)
    server.on("/bundle.zip", File(NEWER, etag='"v3"', changed=NOW))
    world.get(url)
    assert world.tree()["bundle/2026-11-23/bundle.zip"] == NEWER
    assert earlier.items() < world.tree().items()


def test_server_that_does_not_answer_in_time(
    world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    world.change(read_seconds=0.05)
    url = server.on("/bundle.zip", Reply(200, NEWER, break_after=0, hangs=True))
    with pytest.raises(FetchError, match=r"did not answer in time \(6 tries failed\)"):
        world.get(url)
    assert world.tree() == earlier


def test_server_that_stops_and_goes_on_is_continued(world: World, server: Server) -> None:
    world.change(read_seconds=0.05)
    stuck = Reply(200, ZIP, {"ETag": '"v1"'}, length=len(ZIP), break_after=60_000, hangs=True)
    url = server.on("/bundle.zip", stuck, File(ZIP))
    world.get(url)
    assert server.asked[1].headers["Range"] == "bytes=60000-"
    assert world.tree()["bundle/2026-11-23/bundle.zip"] == ZIP


def test_server_that_drips_is_given_up(world: World, server: Server) -> None:
    clock = iter(range(0, 1_000_000, 90))
    world.change(monotonic=lambda: float(next(clock)))
    url = server.on("/bundle.zip", Reply(200, ZIP[:100], length=len(ZIP)))
    with pytest.raises(FetchError, match="only 100 bytes came in 90 s"):
        world.get(url)


def test_errors_that_pass_are_waited_for_longer_each_time(world: World, server: Server) -> None:
    url = server.on("/bundle.zip", *[Reply(503)] * 4, File(ZIP))
    world.get(url)
    assert world.slept == [1, 2, 4, 8]
    assert world.tree()["bundle/2026-11-20/bundle.zip"] == ZIP


@pytest.mark.parametrize("header", ["120", http_date(NOW.replace(minute=2))])
def test_server_that_says_how_long_to_wait_is_heard(
    header: str, world: World, server: Server
) -> None:
    url = server.on("/bundle.zip", Reply(429, headers={"Retry-After": header}), File(ZIP))
    world.get(url)
    assert world.slept == [120]
    assert world.said == ["the server answered 429; the next try is in 120 s"]


def test_too_large_a_file_is_refused_before_it_is_sent(
    world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    url = server.on("/bundle.zip", new(NEWER))
    world.shown.clear()
    with pytest.raises(FetchError, match=r"the limit for bundle is 50,000.*max_bytes"):
        world.get(url, max_bytes=50_000)
    assert world.shown == []
    assert world.tree() == earlier


def test_too_large_a_file_without_a_length_is_broken_off(
    world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    url = server.on("/bundle.zip", Reply(200, NEWER, is_chunked=True))
    with pytest.raises(FetchError, match="the limit for bundle is 50,000"):
        world.get(url, max_bytes=50_000)
    assert world.tree() == earlier


def test_free_disk_is_looked_at_first(
    world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    need = len(NEWER) + (64 << 20)
    world.change(free_bytes=lambda folder: need - 1)
    url = server.on("/bundle.zip", new(NEWER))
    with pytest.raises(FetchError, match=f"needs {need:,} bytes on the disk, and {need - 1:,} are"):
        world.get(url)
    assert world.tree() == earlier
    world.change(free_bytes=lambda folder: need)
    server.on("/bundle.zip", File(NEWER, etag='"v2"', changed=NOW))
    assert world.get(url).status == "new"


def full_after(limit: int) -> Callable[[BinaryIO, bytes], None]:
    """A disk that takes so many bytes."""
    left = [limit]

    def write(stream: BinaryIO, data: bytes) -> None:
        left[0] -= len(data)
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        stream.write(data)

    return write


def test_disk_that_fills_up_is_told_and_the_download_continued_later(
    world: World, server: Server, earlier: dict[str, bytes]
) -> None:
    write = world.around.write
    world.change(write=full_after(70_000))
    url = server.on("/bundle.zip", File(NEWER, etag='"v2"', changed=NOW))
    with pytest.raises(FetchError, match=r"the disk is full\. Make room and fetch again"):
        world.get(url)
    assert world.tree() == earlier
    world.change(write=write)
    assert world.get(url).status == "new"
    assert server.asked[-1].headers["Range"].startswith("bytes=")
    assert world.tree()["bundle/2026-11-23/bundle.zip"] == NEWER


def test_text_of_which_nobody_can_tell_whether_it_is_whole_is_refused(
    world: World, server: Server
) -> None:
    url = server.on("/list.csv", Reply(200, b"a,b\n1,2\n", length=None))
    with pytest.raises(FetchError, match="neither how long the file is nor what its checksum is"):
        world.get(url, name="list.csv")


def test_file_that_never_changes_must_have_its_known_checksum(world: World, server: Server) -> None:
    url = server.on("/bundle.zip", File(ZIP))
    with pytest.raises(FetchError, match=r"SHA-256 is .*, not 0{64} as in downloads.toml"):
        world.get(url, sha256="0" * 64)
    assert world.tree() == {}


@pytest.mark.parametrize(
    "address",
    ["http://files.example/a.zip", "ftp://files.example/a.zip", "https:///a.zip", "a.zip"],
)
def test_only_https_is_asked(address: str, world: World) -> None:
    with pytest.raises(FetchError, match=r"only https is fetched. Give an address that begins"):
        world.get(address)


def test_https_server_may_not_send_us_to_this_machine(server: Server, world: World) -> None:
    from generator.fetch.client import require_safe

    with pytest.raises(FetchError, match="only https is fetched"):
        require_safe(server.url + "/a.zip", "https://files.example/a.zip")


def test_every_address_that_failed_is_named(world: World, server: Server) -> None:
    first, second = server.on("/new.zip", Reply(404)), server.on("/old.zip", Reply(500))
    with pytest.raises(FetchError) as caught:
        world.get(first, second)
    assert f"{first}: the server says 404" in str(caught.value)
    assert f"{second}: the server answered 500 (6 tries failed)" in str(caught.value)


def test_nobody_listens_at_the_address(world: World, server: Server) -> None:
    with pytest.raises(
        FetchError, match=r"http://127.0.0.1:9/a.zip: the server takes no connection"
    ):
        world.get("http://127.0.0.1:9/a.zip")


def test_connection_that_is_not_secure_is_not_tried_again(world: World, server: Server) -> None:
    address = server.on("/a.zip", File(ZIP)).replace("http:", "https:")
    with pytest.raises(FetchError, match=r"a.zip: no secure connection .* certificates of this"):
        world.get(address)
    assert world.slept == []


def test_proxy_is_asked_for_other_hosts_only(world: World, server: Server) -> None:
    world.change(proxy=server.url)
    with pytest.raises(FetchError, match=r"https://files.example/a.zip: the connection broke"):
        world.get("https://files.example/a.zip")
    assert set(server.paths()) == {"files.example:443"}
    world.get(server.on("/bundle.zip", File(ZIP)))
    assert server.paths()[-1] == "/bundle.zip"
    world.change(proxy="socks5://user:secret@proxy")
    with pytest.raises(FetchError, match="HTTPS_PROXY does not hold the address") as caught:
        world.get("https://files.example/a.zip")
    assert "secret" not in str(caught.value)


def test_two_runs_at_once_do_not_disturb_each_other(
    world: World, server: Server, tmp_path: Path
) -> None:
    seen = []

    def meanwhile(asked: object) -> Reply:
        with pytest.raises(FetchError, match="another run is downloading into it"):
            world.get(url)
        seen.append(asked)
        return Reply(200, ZIP)

    url = server.on("/bundle.zip", meanwhile)
    assert world.get(url).status == "new"
    assert len(seen) == 1
