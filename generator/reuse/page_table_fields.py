"""Which fields of page contexts hold data, how their columns are called, and which hold none.

Tables, charts, figures and rows that are dataclasses speak for themselves. Rows that are mere
tuples get their heads here; a field that is no data stands here with the reason.
"""

LEFT_OUT = {
    "path": "the address of the page",
    "title": "written beside the tables",
    "description": "written beside the tables",
    "as_of": "written beside the tables",
    "sources": "written beside the tables, with their checksums",
    "crumbs": "navigation",
    "search": "for the search index",
    "download": "a file of its own",
    "ads_file": "a file of its own",
    "siblings": "navigation",
    "before": "navigation",
    "after": "navigation",
}
"""Fields of any page."""

HIDDEN = {
    ("ListPage", "letters"): "navigation",
    ("CollectionIndexPage", "more"): "navigation",
    **{
        ("ExplorePage", name): "choices of its form"
        for name in ("platforms", "places", "formats", "scopes", "currencies")
    },
    ("HomePage", "examples"): "names to try in the search box",
    ("DecisionsPage", "columns"): "the form of a file that people write",
    ("CollectionAdPage", "columns"): "the columns of its values",
    ("SponsorPage", "linked_ads"): "for readers without scripts; the file of the ads has them",
    ("Figure", "span"): "in the detail, in words",
    ("Figure", "sum_words"): "in the detail",
    ("Figure", "is_part"): "how the figures are laid out",
    ("Figure", "snapshot_rows"): "in the list of sources",
    ("AdItem", "landing_text"): "the shortened form of an address",
    ("ListRow", "anchor"): "part of the permanent address",
    ("ListRow", "is_several"): "how the row is laid out",
    ("Table", "published"): "all tables shown are",
}
"""Fields of one page kind, or of the rows of one kind."""

HEADS: dict[tuple[str, str], tuple[str, ...]] = {
    ("SponsorPage", "identifiers"): ("label", "identifier", "url"),
    ("SponsorPage", "registrations"): ("label", "identifier", "url"),
    ("HomePage", "platforms"): ("platform", "path", "status"),
    ("IndexPage", "letters"): ("letter", "path", "sponsor_count"),
    ("IndexPage", "platforms"): ("platform", "sponsor_count"),
    ("PermalinkPage", "rows"): ("id", "name", "path", "other_sponsor"),
    ("CollectionPage", "facts"): ("label", "figure", "note"),
    ("CollectionPage", "ways"): ("list", "description"),
    ("CollectionAdPage", "paragraphs"): ("text",),
    ("CollectionAdPage", "facts"): ("label", "value", "note"),
    ("CollectionAdPage", "choices"): ("label", "value"),
    ("CollectionAdPage", "topics"): ("topic",),
    ("CollectionDisagreementsPage", "rules"): ("field", "rule"),
    ("CollectionDisagreementsPage", "absent"): ("transcription", "missing_ads"),
    ("CollectionReadingPage", "words"): ("topic", "description", "words"),
    ("LinkingPage", "evidence_texts"): ("evidence", "description"),
    ("LinkingPage", "name_kinds"): ("kind", "description"),
    ("LinkingPage", "rules"): ("rule", "description"),
    ("SponsorPage", "limits"): ("limit",),
    ("PlacePage", "limits"): ("limit",),
    ("ContestPage", "spellings"): ("spelling", "ad_count"),
    ("ChangesPage", "not_compared"): ("archive", "platform", "reason"),
}
"""The heads of fields whose rows are tuples or single texts."""

RENAMED = {
    ("NameLine", "path"): "file",
    ("AdItem", "trace"): "file_and_line",
    ("StateLabel", "path"): "file",
    ("Candidate", "path"): "file",
    ("Committee", "path"): "file",
}
"""Columns that are called otherwise than their field. ``path`` alone is a page of this site and
``file_path`` a file of it, both written as whole addresses; a file of an archive is neither."""

NUMBERED = {"sides": "side"}
"""Lists whose items stand beside each other in one row, under numbered names."""

SPREAD = {("ValueRow", "values"): "columns"}
"""Lists whose items are columns of their own, and the field of the page that has these."""

NAMING = {
    "ListRow": ("name", "permalink"),
    "ChangeNews": ("platform", "older", "newer", "address"),
    "StepLine": ("platform", "older", "newer", "address"),
    "Coverage": ("name", "archive"),
    "LawText": ("name",),
    "PlatformGroup": ("title",),
    "SuggestionGroup": ("title",),
    "FewerBlock": ("name", "address"),
    "HiddenRow": ("name", "address"),
    "DecisionText": ("anchor",),
    "Candidate": ("candidate_id", "name"),
}
"""What names a record in the rows of its lists, by its kind; of another kind the first column."""
