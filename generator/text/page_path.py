"""The paths of the site: of a page, of a file, and what follows from them.

A page has a path without ending, below the root of the site and of its language: ``index``,
``places/us/index``, ``sponsors/meta/page-9``. Its address is a folder, in which its own files lie. A
file has a path with its ending: ``charts/home.svg``. An ``#anchor`` may follow either.
``site_src/assets/js/page-path.js`` makes addresses of them in the browser; both are tested on the
cases of ``tests/cases/paths.json``.
"""

import posixpath
import re
from dataclasses import dataclass
from functools import lru_cache

INDEX = "index"
_ENDING = re.compile(r"\.[a-z0-9]+$")


@dataclass(frozen=True, slots=True)
class PagePath:
    """A page or a file of the site. ``path`` has no slash at its end; :meth:`read` takes it apart
    from the anchor."""

    path: str
    anchor: str = ""

    @classmethod
    def read(cls, text: str) -> "PagePath":
        """``sponsors/a-z/d-1#google-AR9`` as the page and the anchor on it."""
        path, _sharp, anchor = text.partition("#")
        return cls(path.rstrip("/") or INDEX, anchor)

    @property
    def is_file(self) -> bool:
        """True for a path with an ending."""
        return _ENDING.search(self.path) is not None

    @property
    def folder(self) -> str:
        """The folder that is the page's address, or that the file lies in; empty for the root."""
        if self.is_file:
            return posixpath.dirname(self.path)
        return "" if self.path == INDEX else self.path.removesuffix(f"/{INDEX}")

    @property
    def address(self) -> str:
        """The address below the root of the site: ``places/us/#sponsors``; empty for the root."""
        own = self.path if self.is_file else f"{self.folder}/".lstrip("/")
        return own + (f"#{self.anchor}" if self.anchor else "")

    def absolute(self, site_url: str) -> str:
        """The whole address, on the site that begins with ``site_url``."""
        return f"{site_url.rstrip('/')}/{self.address}"

    def file(self, name: str) -> str:
        """The path of a file of this page: ``places/us/data.csv``."""
        return posixpath.join(self.folder, name)

    def inside(self, folder: str) -> "PagePath":
        """The same page in a folder of the site, such as that of a language (``es/``)."""
        return PagePath(posixpath.join(folder, self.path), self.anchor)

    def link(self, target: "PagePath") -> str:
        """The relative address of another page or file, from the address of this one."""
        return _relative(self.folder, target)


@lru_cache(maxsize=100_000)
def _relative(folder: str, target: PagePath) -> str:
    here = folder or "."
    if target.is_file:
        found = posixpath.relpath(target.path, here)
    else:
        found = posixpath.relpath(target.folder or ".", here) + "/"
    return found + (f"#{target.anchor}" if target.anchor else "")
