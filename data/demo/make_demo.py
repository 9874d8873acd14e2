"""Writes the demonstration archive set: everything in it is made up.

    python data/demo/make_demo.py              rewrites data/demo/archives
    python data/demo/make_demo.py --out DIR    writes the same files elsewhere

The same program gives the same bytes on every machine; a test compares them.
"""

import argparse
from pathlib import Path

from demo_files import Files, csv_bytes, stray_files, write_files
from demo_google import google_files
from demo_ira import ira_files
from demo_libraries import library_files
from demo_lists import list_files
from demo_meta import meta_files
from demo_meta_api import meta_api_files
from demo_reddit import reddit_files
from demo_snapchat import snapchat_files
from demo_x import x_files

SOURCES_HEADER = (
    "path",
    "archive",
    "taken_on",
    "origin_repository",
    "origin_commit",
    "origin_licence",
    "note",
)
# Only the snapshots whose day stands neither in their name nor in a file of theirs.
SOURCES = (
    ("google/2024-06", "google-bundle", "2024-06-10", "layout of 2019"),
    ("google-bigquery/2024-01", "google-bigquery", "2024-01-20", "12 ads in two files"),
    ("snapchat/2023/PoliticalAds.zip", "snapchat", "2024-01-15", "34 columns"),
)


def demo_files() -> Files:
    """Every file of the set, by its path below the archive folder."""
    rows = [
        (path, archive, day, "", "", "Apache-2.0", f"made up by data/demo/make_demo.py; {note}")
        for path, archive, day, note in SOURCES
    ]
    sources = {"SOURCES.csv": csv_bytes(SOURCES_HEADER, rows)}
    files = sources | google_files() | meta_files() | snapchat_files()
    files |= meta_api_files() | x_files() | ira_files()
    return files | reddit_files() | library_files() | list_files()


def main(arguments: list[str] | None = None) -> int:
    """Write the set; complain about files in the folder that are not part of it."""
    parser = argparse.ArgumentParser(description="Write the made-up demonstration archives.")
    default = Path(__file__).resolve().parent / "archives"
    parser.add_argument("--out", type=Path, default=default, help="folder to write to")
    folder = parser.parse_args(arguments).out
    files = demo_files()
    write_files(files, folder)
    strays = stray_files(files, folder)
    for path in strays:
        print(f"{path}: not written by this program. Remove it, or write to an empty folder.")
    return 1 if strays else 0


if __name__ == "__main__":
    raise SystemExit(main())
