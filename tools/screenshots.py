"""Makes pictures of every kind of page of a built site, to be looked at.

    python -m tools.screenshots
    python -m tools.screenshots --kind home --kind state --width 320
    python -m tools.screenshots --readme

The pictures are in build/screenshots/WIDTH-SCHEME/KIND.png, with index.html to see them side by
side. Kinds that the site does not have are left out, and a line says so. With --readme the one
picture of the README is made instead.
"""

import argparse
import functools
import io
import os
import re
import shutil
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as TooSlowError

from generator.site.serve import SiteHandler
from tools.page_kinds import IN_EACH_LANGUAGE, KINDS, find_languages, find_page

ROOT = Path(__file__).resolve().parent.parent

WIDTHS = (320, 768, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
MAX_HEIGHT = 6000  # some pages are as long as a book
README_SIZE = (1200, 750)
README_FILE = ROOT / ".github" / "screenshot.png"
CANONICAL = re.compile(r"<link rel=\"?canonical\"? href=\"?([^\"\s>]+)")
READY = ".pfb-results li, [data-pfb-explore][data-summed]:not([aria-busy])"
"""What a page shows when it has computed its answer."""
MAX_WAIT = 15_000


@dataclass(frozen=True)
class Shot:
    """One page to take, by the name of its kind."""

    name: str
    path: str

    @property
    def file_name(self) -> str:
        """The name of its pictures."""
        return re.sub(r"\W+", "-", self.name.lower()).strip("-") + ".png"


def main(arguments: list[str]) -> int:
    """Make the pictures that are asked for; return the exit code."""
    asked = parse(arguments)
    if not (asked.site / "index.html").is_file():
        print(f"screenshots: no site in {asked.site}. Run make site first.", file=sys.stderr)
        return 1
    with serve(asked.site) as address, browser(browser_path()) as engine:
        if asked.readme:
            take_readme(engine, address, asked.readme)
            print(f"screenshots: {asked.readme}")
            return 0
        shots, missing = choose(asked.site, asked.kind or list(KINDS))
        for name in missing:
            print(f"screenshots: no page of the kind {name!r} in this site, left out")
        if not asked.kind:
            shutil.rmtree(asked.out, ignore_errors=True)
        widths = asked.width or list(WIDTHS)
        for done, width in enumerate(widths, start=1):
            take_all(engine, address, shots, width, asked.out)
            print(f"screenshots: {width} px, {done} of {len(widths)} widths", flush=True)
    (asked.out / "index.html").write_text(contact_sheet(shots, widths), encoding="utf-8")
    count = len(shots) * len(widths) * len(SCHEMES)
    print(f"screenshots: {count} pictures, all in {asked.out / 'index.html'}")
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="screenshots", description=__doc__.partition("\n")[0])
    parser.add_argument("--site", type=Path, default=ROOT / "build" / "site", help="a built site")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screenshots", help="a folder")
    parser.add_argument("--kind", action="append", choices=list(KINDS), metavar="KIND")
    parser.add_argument("--width", action="append", type=int, metavar="PIXELS")
    parser.add_argument(
        "--readme", nargs="?", const=README_FILE, type=Path, metavar="FILE",
        help="make the picture of the README only",
    )  # fmt: skip
    return parser.parse_args(arguments)


def choose(site: Path, kinds: Iterable[str]) -> tuple[list[Shot], list[str]]:
    """The pages to take, in each language of the site, and the kinds that it does not have."""
    shots, missing = [], []
    for kind in kinds:
        path = find_page(site, kind)
        if path is None:
            missing.append(kind)
        else:
            shots.append(Shot(kind, path))
    for folder in find_languages(site):
        for kind in kinds:
            if kind in IN_EACH_LANGUAGE and (path := find_page(site / folder, kind)) is not None:
                shots.append(Shot(f"{folder.strip('/')} {kind}", folder + path))
    return shots, missing


def take_all(engine: Browser, address: str, shots: list[Shot], width: int, out: Path) -> None:
    """Write the pictures of all pages at one width, in both schemes."""
    context = engine.new_context(
        viewport={"width": width, "height": 900}, reduced_motion="reduce", color_scheme="light"
    )
    page = context.new_page()
    for scheme in SCHEMES:
        (out / f"{width}-{scheme}").mkdir(parents=True, exist_ok=True)
    for shot in shots:
        page.emulate_media(color_scheme="light")
        page.goto(address + shot.path)
        settle(page, shot)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            take(page, out / f"{width}-{scheme}" / shot.file_name)
    context.close()


def settle(page: Page, shot: Shot) -> None:
    """Wait until a page that computes its answer has it."""
    if "?" not in shot.path and not page.locator("[data-pfb-explore]").count():
        return
    try:
        page.locator(READY).first.wait_for(timeout=MAX_WAIT)
    except TooSlowError:
        print(f"screenshots: {shot.path} shows no results, taken as it is")


def take(page: Page, path: Path) -> None:
    """Write the picture of a whole page, cut off where it gets very long."""
    width, height = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    page.screenshot(
        path=path,
        full_page=True,
        clip={"x": 0, "y": 0, "width": width, "height": min(height, MAX_HEIGHT)},
    )


def take_readme(engine: Browser, address: str, path: Path) -> None:
    """Write the picture of the README: the top of the home page, in few colours."""
    width, height = README_SIZE
    context = engine.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(address)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    picture.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def contact_sheet(shots: list[Shot], widths: list[int]) -> str:
    """A page that shows all pictures side by side."""
    folders = [f"{width}-{scheme}" for width in widths for scheme in SCHEMES]
    rows = "\n".join(
        f"<h2>{escape(shot.name)} <small>{escape(shot.path or '/')}</small></h2>\n<p>"
        + "".join(
            f'<a href="{folder}/{shot.file_name}"><img loading="lazy" alt="{folder}"'
            f' src="{folder}/{shot.file_name}"></a>'
            for folder in folders
        )
        + "</p>"
        for shot in shots
    )
    return SHEET.format(rows=rows, folders=" · ".join(folders))


SHEET = """\
<!doctype html>
<meta charset="utf-8">
<title>Screenshots</title>
<style>
  body {{ margin: 1rem; background: #888; font: 1rem/1.4 system-ui, sans-serif; }}
  p {{ display: flex; gap: .5rem; align-items: start; overflow-x: auto; margin: 0; }}
  img {{ width: 15rem; max-height: 30rem; object-fit: cover; object-position: top; }}
  small {{ font-weight: 400; }}
</style>
<h1>Screenshots</h1>
<p>{folders}</p>
{rows}
"""


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve a site on the loopback, in the folder of its host for which it was built."""
    found = CANONICAL.search((site / "index.html").read_text(encoding="utf-8"))
    base = (urlsplit(found.group(1)).path if found else "") or "/"

    class Handler(SiteHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(base))

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing when the browser leaves before the end of a file."""

    with Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()


@contextmanager
def browser(path: str) -> Iterator[Browser]:
    """A browser without a window."""
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as engine:
        found = engine.chromium.launch(executable_path=path, args=[*options, "--hide-scrollbars"])
        yield found
        found.close()


def browser_path() -> str:
    """The browser that the environment names, or that tools/setup_browser.py found."""
    named = os.environ.get("PAIDFORBY_CHROMIUM")
    path_file = ROOT / ".venv" / "browser-path"
    if not named and not path_file.is_file():
        sys.exit("screenshots: no browser set up. Run make setup-test, or set PAIDFORBY_CHROMIUM.")
    return named or path_file.read_text(encoding="utf-8").strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
