"""The errors that reach a person: each says where, what was found, and what to do.

Only :mod:`generator.cli.main` turns them into output and exit codes.
"""

from collections.abc import Iterable, Sequence


class PaidForByError(Exception):
    """Base class of every error that this program raises on purpose."""


class ConfigError(PaidForByError):
    """The configuration file or a command-line option is wrong."""


class FetchError(PaidForByError):
    """An archive cannot be downloaded: which address, what happened, what to do."""


class ArchiveError(PaidForByError):
    """A file of an archive cannot be read as what it claims to be."""


class StoreError(PaidForByError):
    """The store is missing, unreadable or does not fit its schema."""


class CheckError(PaidForByError):
    """A check that guards publication failed."""


class SiteError(PaidForByError):
    """A page, chart or index could not be built."""


class ArchiveErrors(ArchiveError):  # noqa: N818 (several errors)
    """Every problem that one ingest found, reported together.

    ``problems`` holds one complete message each.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        noun = "problem" if len(self.problems) == 1 else "problems"
        super().__init__(
            f"{len(self.problems)} {noun} in the archives; nothing was stored:\n"
            + "\n".join(f"  - {problem}" for problem in self.problems)
        )


def raise_together(problems: Iterable[str]) -> None:
    """Raise one :class:`ArchiveErrors` for all problems, or nothing when there are none."""
    found = list(dict.fromkeys(problems))
    if found:
        raise ArchiveErrors(found)
