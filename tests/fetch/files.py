"""The files of a folder of archives."""

from pathlib import Path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file that a reader of archives would see, with its bytes."""
    found = {}
    for path in folder.rglob("*"):
        relative = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in relative.parts):
            found[relative.as_posix()] = path.read_bytes()
    return found
