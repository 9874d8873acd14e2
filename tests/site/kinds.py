"""One address for each kind of page of the demonstration site."""

from tools.page_kinds import KINDS

__all__ = ["KINDS"]
