"""What does a page weigh, and when does a reader see it? Our pages and Material's own, side by side.

The phone and the line are what Lighthouse simulates as slow 4G: 1,638.4 kbit/s to the phone and 750
from it, 150 ms for a round trip, a processor four times slower, a cold cache. A first request takes
four round trips (name, connection, encryption, and its own), each further one takes one.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from bench import visitor
from bench.report import Table, ratio, seconds, size

RUNS = 3
MOST_BYTES = 120_000
MOST_PAINT = 1.5
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
ROUND_TRIP = 0.15
"""Seconds."""
SLOW_4G = {
    "offline": False,
    "latency": ROUND_TRIP * 1000,
    "downloadThroughput": 1_638.4 * 1000 / 8,
    "uploadThroughput": 750 * 1000 / 8,
}
SLOWDOWN = 4
_WATCH = """
window.__seen = { paint: 0, shift: 0 };
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.__seen.paint = entry.startTime;
}).observe({ type: 'largest-contentful-paint', buffered: true });
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__seen.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
"""


@dataclass(frozen=True)
class Seen:
    """One page: bytes sent for it, seconds to the largest paint, and how far things moved."""

    weight: int
    paint: float
    shift: float


def run(site: Path, peer: Path, chromium_path: str) -> tuple[Table, bool]:
    """Visit pages of the built site, and the same pages as Material writes them. Also says whether
    the limits are kept: of the weight of sponsors' pages, of the paint, and of nothing moving."""
    sponsors = sponsor_pages(site)
    kinds = {
        "home": "",
        "the largest sponsor": sponsors[-1],
        "a sponsor of middle size": sponsors[len(sponsors) // 2],
        "a state": "places/us/tx/",
        "a platform": "platforms/google/",
        "all data sets": "downloads/",
        "search": "search/",
    }
    rows, is_kept = [], True
    with visitor.browser(chromium_path) as chromium:
        for kind, path in kinds.items():
            ours = look(chromium, site, path)
            other = (
                look(chromium, peer, path, runs=1)
                if (peer / path / "index.html").is_file()
                else None
            )
            kept = ours.paint <= MOST_PAINT and ours.shift < 0.001
            if "sponsor" in kind:
                kept = kept and ours.weight <= MOST_BYTES
            is_kept = is_kept and kept
            rows.append(_row(kind, ours, other, kept=kept))
    return Table(
        "Pages on a phone with slow 4G",
        ("empty cache", "sent, gzipped", "largest paint", "moved", "kept",
         "Material: sent", "largest paint", "moved", "sent, to ours"),
        rows,
        f"Limits: {size(MOST_BYTES)} for a sponsor's page with everything that it needs, "
        f"{seconds(MOST_PAINT)} to the largest contentful paint, nothing moves (cumulative layout "
        "shift). Median of three visits; of Material's pages one, because each takes most of a minute. "
        "Material's pages are the same Markdown with its own theme "
        "and search and its defaults, our charts and tables in them; it has no page where ours is "
        "not indexed.",
    ), is_kept  # fmt: skip


def sponsor_pages(site: Path) -> list[str]:
    """The addresses of sponsors' pages, the smallest first."""
    found = [
        path for path in (site / "sponsors").glob("*/*/index.html")
        if path.parent.parent.name not in ("a-z", "id")
        and (path.parent / "data.json").is_file()
    ]  # fmt: skip
    found.sort(key=lambda path: (path.stat().st_size, path))
    return [f"{path.parent.relative_to(site).as_posix()}/" for path in found]


def look(chromium: Browser, site: Path, path: str, runs: int = RUNS) -> Seen:
    """Visit a page several times, each with an empty cache: the medians."""
    visits = [_visit(chromium, site, path) for _ in range(runs)]
    return Seen(
        int(statistics.median(visit.weight for visit in visits)),
        statistics.median(visit.paint for visit in visits),
        statistics.median(visit.shift for visit in visits),
    )


def _visit(chromium: Browser, site: Path, path: str) -> Seen:
    with visitor.served(site, 3 * ROUND_TRIP) as (address, sent):
        context = chromium.new_context(**PHONE)
        context.route(lambda url: not url.startswith(address), lambda route: route.abort())
        page = context.new_page()
        page.add_init_script(_WATCH)
        devtools = context.new_cdp_session(page)
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", SLOW_4G)
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        page.goto(address + path, wait_until="networkidle", timeout=visitor.LONGEST_WAIT_MS)
        page.wait_for_timeout(1_000)
        seen = page.evaluate("window.__seen")
        context.close()
    return Seen(weight(sent), seen["paint"] / 1000, seen["shift"])


def weight(sent: Sequence[Path]) -> int:
    """Bytes of files as a server that compresses sends them, each as often as it was sent."""
    return sum(visitor.packed(path) for path in sent if path.is_file())


def _row(kind: str, ours: Seen, other: Seen | None, *, kept: bool) -> tuple[str, ...]:
    mine = (
        size(ours.weight),
        seconds(ours.paint),
        f"{ours.shift:.3f}",
        "yes" if kept else "**no**",
    )
    if other is None:
        return kind, *mine, "", "", "", ""
    return (
        kind, *mine, size(other.weight), seconds(other.paint), f"{other.shift:.3f}",
        ratio(other.weight / ours.weight),
    )  # fmt: skip
