"""Finds or installs a Chromium for the browser tests and writes its path to .venv/browser-path.

In this order: the browser that PAIDFORBY_CHROMIUM names; a Chromium without a window that is
installed, or that the system packages, because the tests take a third less time in it; any browser
that is installed; Playwright's own; the system's package. Says which is used, and fails with the
reason of each attempt. A basic font is installed too if there is none, because pages without one
cannot be measured.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATH_FILE = ROOT / ".venv" / "browser-path"
WINDOWLESS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (
    *WINDOWLESS,
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
MAC_APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


class NotAvailableError(Exception):
    """One way to a browser did not work; the message says why."""


def main() -> int:
    """Find or install the browser and the font; return the exit code."""
    ensure_font()
    if PATH_FILE.is_file() and not os.environ.get("PAIDFORBY_CHROMIUM"):
        known = PATH_FILE.read_text(encoding="utf-8").strip()
        if Path(known).is_file():
            print(f"setup_browser: using {known} (found before)")
            return 0
    ways = [
        named_browser,
        windowless_browser,
        installed_browser,
        playwright_browser,
        packaged_browser,
    ]
    if os.environ.get("PAIDFORBY_CHROMIUM"):
        ways = [named_browser]
    reasons = []
    for way in ways:
        try:
            browser = way()
        except NotAvailableError as reason:
            reasons.append(f"  {way.__name__}: {reason}")
            continue
        PATH_FILE.write_text(f"{browser}\n", encoding="utf-8")
        print(f"setup_browser: using {browser} ({way.__name__})")
        return 0
    print("setup_browser: no Chromium for the browser tests. Tried:", file=sys.stderr)
    print("\n".join(reasons), file=sys.stderr)
    print("Install one, or name one in PAIDFORBY_CHROMIUM, and run make again.", file=sys.stderr)
    return 1


def named_browser() -> str:
    """The browser that the environment names."""
    name = os.environ.get("PAIDFORBY_CHROMIUM")
    if not name:
        raise NotAvailableError("PAIDFORBY_CHROMIUM is not set")
    path = shutil.which(name)
    if path is None:
        raise NotAvailableError(f"PAIDFORBY_CHROMIUM is {name!r}, which is not a program")
    return working(path)


def windowless_browser() -> str:
    """A Chromium without a window, from the system's packages if need be."""
    if not any(map(shutil.which, WINDOWLESS)):
        apt_install(WINDOWLESS[0])
    return installed_browser(WINDOWLESS)


def installed_browser(names: tuple[str, ...] = (*NAMES, *MAC_APPS)) -> str:
    """The first of these browsers on this machine that starts."""
    reasons = []
    for name in names:
        path = shutil.which(name)
        if path is None:
            continue
        try:
            return working(path)
        except NotAvailableError as reason:
            reasons.append(str(reason))
    raise NotAvailableError("; ".join(reasons) or f"none of {', '.join(names)} is on the PATH")


def playwright_browser() -> str:
    """Playwright's own Chromium, downloaded if need be."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if can_be_root() and shutil.which("apt-get"):
        command.insert(-1, "--with-deps")
    run(command, seconds=300)
    found = run([sys.executable, "-c", PLAYWRIGHT_PATH], seconds=60).strip()
    return working(found)


PLAYWRIGHT_PATH = """\
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def packaged_browser() -> str:
    """The system's Chromium package."""
    apt_install("chromium")
    return installed_browser()


def working(path: str) -> str:
    """Return the path if the browser there can draw a page, or say why not."""
    with tempfile.TemporaryDirectory() as profile:
        drawn = run(
            [
                path,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                f"--user-data-dir={profile}",
                "--dump-dom",
                "data:text/html,<p>ready</p>",
            ],
            seconds=90,
        )
    if "ready" not in drawn:
        raise NotAvailableError(f"{path} starts but draws no page")
    return path


def ensure_font() -> None:
    """Install one basic font if the machine has none; go on without if that fails."""
    if sys.platform != "linux" or any(map(has_font, FONT_FOLDERS)):
        return
    try:
        apt_install("fonts-dejavu-core")
    except NotAvailableError as reason:
        print(f"setup_browser: no fonts, and none could be installed: {reason}", file=sys.stderr)


def has_font(folder: str) -> bool:
    """Say whether a folder holds a font file."""
    files = Path(folder).expanduser().rglob("*")
    return any(file.suffix.lower() in {".ttf", ".otf", ".ttc", ".woff2"} for file in files)


def can_be_root() -> bool:
    """Say whether packages can be installed: as root, or with a sudo that asks no password."""
    if os.geteuid() == 0:
        return True
    sudo = shutil.which("sudo")
    return sudo is not None and subprocess.run([sudo, "-n", "true"], check=False).returncode == 0


def apt_install(package: str) -> None:
    """Install one package with apt-get."""
    if shutil.which("apt-get") is None:
        raise NotAvailableError("there is no apt-get here")
    if not can_be_root():
        raise NotAvailableError(f"needs root: run sudo apt-get install {package}")
    print(f"setup_browser: installing {package} with apt-get", flush=True)
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run([*apt, "update", "-qq"], seconds=300, must_work=False)
    run([*apt, "install", "-y", "-qq", package], seconds=600)


def run(command: list[str], *, seconds: int, must_work: bool = True) -> str:
    """Run a command and return its output; its failure becomes the reason."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        raise NotAvailableError(f"{command[0]}: {error.strerror}") from error
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired as error:
        os.killpg(process.pid, signal.SIGKILL)  # the program and what it started
        process.wait()
        raise NotAvailableError(f"{command[0]} took more than {seconds} seconds") from error
    if process.returncode and must_work:
        last = (errors.strip() or output.strip()).splitlines()[-3:]
        raise NotAvailableError(f"{' '.join(command)} failed: {' / '.join(last)}")
    return output


if __name__ == "__main__":
    sys.exit(main())
