"""Paid For By: public political-ad archives in, a searchable static site out."""

__version__ = "0.1.0"
