"""The figures of the pages of changes again, from the rows of the store alone.

Nothing of :mod:`generator.history` is used for the numbers: the ids of both copies are compared
as two sets, and amounts id by id.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.history.history import History, Tally
from generator.history.steps import Step
from generator.history.things import NOUNS, Thing
from generator.pages.changes.words import NOUN_TITLES, counted
from generator.store.tables import Store, frame

Row = Mapping[str, object]
Found = tuple[str, str, str, str, list[Row]]
"""Label, the number on the page, the number found again, the rule, some of the rows."""
RULE_ONE_COPY = (
    "Ids that one copy has and the other has not, renumbered ids by the platform's list."
)
RULE_LAST = "The last row of each thing that no copy has listed since."


def step_figures(store: Store, history: History, step: Step) -> Iterator[Found]:
    """The counts of a pair of copies, found again."""
    for noun in NOUNS:
        tally = history.tallies.get((step.id, noun.id))
        if tally is None:
            continue
        before, after = (_rows(store, history, step, noun, older=older) for older in (True, False))
        title = NOUN_TITLES[noun.id]
        yield _counted(f"{title}, earlier copy", tally.before, list(before.values()))
        yield _counted(f"{title}, later copy", tally.after, list(after.values()))
        if not tally.is_renumbered:
            yield from _differences(noun, tally, before, after)


def removal_figures(store: Store, history: History) -> Iterator[Found]:
    """The counts of the page of things that are no longer listed, found again."""
    removals = history.removals
    for noun in NOUNS:
        shown = removals[removals["noun"] == noun.id]
        if shown.empty:
            continue
        found: list[Row] = []
        for step in history.steps.steps:
            tally = history.tallies.get((step.id, noun.id))
            if tally is not None and not tally.is_renumbered:
                before, after = (
                    _rows(store, history, step, noun, older=older) for older in (True, False)
                )
                later = _later(store, history, step, noun)
                found += [
                    row for key, row in before.items() if key not in after and key not in later
                ]
        words = counted(noun.id, "gone", len(shown))
        yield words, f"{len(shown):,}", f"{len(found):,}", RULE_LAST, found


def _differences(
    noun: Thing, tally: Tally, before: Mapping[str, Row], after: Mapping[str, Row]
) -> Iterator[Found]:
    added = [row for key, row in after.items() if key not in before]
    lost = [row for key, row in before.items() if key not in after]
    for change, rows, shown in (
        ("new", added, tally.new + tally.again),
        ("gone", lost, tally.gone + tally.elsewhere),
    ):
        if shown or rows:
            words = counted(noun.id, change, shown)
            yield words, f"{shown:,}", f"{len(rows):,}", RULE_ONE_COPY, rows


def _counted(label: str, shown: int, rows: Sequence[Row]) -> Found:
    rows = list(rows)
    return label, f"{shown:,}", f"{len(rows):,}", "The rows of the copy, each id once.", rows


def _rows(
    store: Store, history: History, step: Step, noun: Thing, *, older: bool
) -> dict[str, Row]:
    """The rows of one copy of a step, by id."""
    files = history.steps.files
    own = files[files["step_id"] == step.id]
    ids = own["older_file_id" if older else "file_id"].tolist()
    return _by_key(store, noun, ids)


def _later(store: Store, history: History, step: Step, noun: Thing) -> set[str]:
    """The ids of all copies of the archive that are later than the earlier copy of the step, or
    of another series and no older."""
    files = history.steps.files
    own = set(files.loc[files["step_id"] == step.id, "series_id"])
    archive = files[files["archive"] == step.archive]
    days = archive["taken_on_date"].dt.date
    is_later = (days > step.older_date) | (
        (days == step.older_date) & ~archive["series_id"].isin(own)
    )
    return set(_by_key(store, noun, archive.loc[is_later, "file_id"].tolist()))


def _by_key(store: Store, noun: Thing, file_ids: Sequence[str]) -> dict[str, Row]:
    table = store.table(noun.table)
    rows = table.filter(table.file_id.isin(file_ids))
    if noun.scope:
        rows = rows.filter((rows.scope == noun.scope) & rows.is_primary)
    renamed = _renamed(store, noun)
    found: dict[str, Row] = {}
    for row in frame(rows.order_by(["file_id", "line"])).to_dict("records"):
        first, *rest = (str(row[name] or "") for name in noun.keys)
        found.setdefault("|".join([renamed.get(first, first), *rest]), row)
    return found


def _renamed(store: Store, noun: Thing) -> dict[str, str]:
    if not noun.mapping:
        return {}
    known = store.table("id_mappings")
    pairs = frame(known.filter(known.noun == noun.mapping).order_by(["old_id", "new_id"]))
    return dict(zip(reversed(pairs["old_id"]), reversed(pairs["new_id"]), strict=True))
