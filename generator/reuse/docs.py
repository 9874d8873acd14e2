"""The folder of the pages: files that changed are written, those that nobody wrote are removed."""

from pathlib import Path


class DocsFolder:
    """A folder whose files are all written by one build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: set[Path] = set()

    def file(self, path: str, content: bytes) -> Path:
        """Write a file below the docs folder, unless it has these bytes already."""
        target = self.folder / path
        self._written.add(target)
        if not (target.is_file() and target.read_bytes() == content):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return target

    def keep(self, target: Path) -> None:
        """Remember a file that somebody else wrote below the docs folder."""
        self._written.add(target)

    def sweep(self) -> int:
        """Remove files of earlier builds. Returns how many."""
        stale = [
            path for path in self.folder.rglob("*") if path.is_file() and path not in self._written
        ]
        for path in stale:
            path.unlink()
        for folder in sorted((p for p in self.folder.rglob("*") if p.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        return len(stale)
