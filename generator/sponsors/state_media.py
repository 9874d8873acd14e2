"""Labels of sponsors that a published list names as media linked to a state.

A sponsor entry is labelled only if it is the outlet by one of two rules, and the label says which:

- handle: an account on X has the handle that the list links for the outlet;
- name: the name of the payer, or of the advertiser where no payer is declared, is the outlet's
  name, compared in lower case, without accents and punctuation. Nothing is left out of the name
  and nothing is guessed, so a committee whose name merely contains that of an outlet gets no
  label. Three kinds of names are not compared, because others bear them too: one short word;
  words that name a medium but not which (The Chronicle, Daily News, Channel 4); and names that
  the list has in several states.

A name can still be shared by chance: a page that shows a label says by which rule it came.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.store.tables import Store, frame
from generator.text.folding import bare_letters
from generator.text.language import _, mark

MIN_WORDS = 2
MIN_LETTERS = 8
TYPOLOGY_WORDS = {
    "SC": mark("state-controlled"),
    "CaPu": mark("public or state-managed, and captured"),
    "CaPr": mark("private, and captured"),
    "ISFM": mark("state-funded and state-managed, independent in what it publishes"),
    "ISF": mark("state-funded, independent in what it publishes"),
    "ISM": mark("state-managed, independent in what it publishes"),
    "IP": mark("independent public media"),
}
"""The list's codes, in words. “Captured” is the list's own word for editorial control by a state."""
_DOUBT = "?"
_COMMON = """
    a alfa an and box broadcasting business canal channel chronicle corporation culture
    current daily delta e economic economiste economy education el era eurostar financial
    first fm for foundation fresh general graphic health herald horizons in independent
    informer international journal l la le legal local mail matin media mercury military
    mirror money morning nacional nation national nationale network new news newspaper nice
    noticias nouvelle now of on one oneworld online paper peninsula people politika post
    presse print public publica radio real report respublika retro review rising science
    service show soap soleil space sport star state sun sunday technology television the time
    times today tribune tv universidad urban vision voice west weekly world
"""
_COMMON_WORDS = frozenset(_COMMON.split())
"""Words that many media bear: a name of these (and numbers) only does not tell which one."""


@dataclass(frozen=True)
class StateLabel:
    """What the list of state-linked media says of an outlet."""

    outlet_name: str
    """The outlet, as the list names it."""
    country_name: str
    """The country whose state it is linked to."""
    typology: str
    """How it is linked, in the list's words."""
    basis: str
    """``handle`` if the list links the account, ``name`` if only the name is the same."""
    path: str
    """The file of the list."""
    line: int
    """The line of the outlet in the file."""


def state_labels(store: Store) -> dict[str, tuple[StateLabel, ...]]:
    """By sponsor_id: the outlets that a payer of it is, by handle before by name."""
    by_handle, by_name = _outlets(store)
    found: dict[str, list[StateLabel]] = {}
    for row in _names(store):
        labels: list[StateLabel] = []
        if row["platform"] == "x" and row["role"] == "advertiser":
            for text in (row["name"], row["advertiser_id"]):
                labels += by_handle.get(handle_key(text), ())
        is_own = row["role"] == "payer" or row["identity_basis"] in _WITHOUT_PAYER
        if is_own and (key := outlet_key(row["name"])):
            labels += by_name.get(key, ())
        if labels:
            found.setdefault(row["sponsor_id"], []).extend(labels)
    return {sponsor_id: _once(labels) for sponsor_id, labels in sorted(found.items())}


def state_words(label: StateLabel) -> str:
    """The label in one phrase, with its source."""
    words = (
        mark("state-linked media: {outlet}; account linked by a published list, {place}")
        if label.basis == "handle"
        else mark("state-linked media: {outlet}; same name as in a published list, {place}")
    )
    return _(
        words,
        outlet=f"{label.outlet_name} ({label.country_name}), {label.typology}",
        place=_("{file}, line {line}", file=label.path, line=label.line),
    )


def outlet_key(name: str) -> str:
    """A name for comparison; empty if it does not tell which medium it is."""
    words = re.sub(r"[\W_]+", " ", bare_letters(name)).split()
    is_long = len(words) >= MIN_WORDS or len("".join(words)) >= MIN_LETTERS
    is_telling = any(word not in _COMMON_WORDS and not word.isdigit() for word in words)
    return " ".join(words) if is_long and is_telling else ""


def handle_key(text: str) -> str:
    """A handle on X in lower case, without the @."""
    return text.strip().removeprefix("@").lower()


def typology_words(code: str) -> str:
    """A code of the list in words; a question mark behind it is the list's own doubt."""
    words = _(TYPOLOGY_WORDS.get(code.removesuffix(_DOUBT), code))
    if not code.endswith(_DOUBT):
        return words
    return _("{kind} (the list itself has a question mark here)", kind=words)


_WITHOUT_PAYER = ("advertiser_id", "page")
"""How a payer was identified, if no payer was declared beside the advertiser."""
Labels = Mapping[str, list[StateLabel]]


def _outlets(store: Store) -> tuple[Labels, Labels]:
    """The outlets of the newest list: by handle on X, and by name."""
    outlets = store.table("state_media")
    files = store.table("files").select("file_id", "path")
    rows = outlets.filter(outlets.is_current).inner_join(files, "file_id")
    by_handle: dict[str, list[StateLabel]] = {}
    by_name: dict[str, list[StateLabel]] = {}
    for row in frame(rows.order_by(["path", "line"])).to_dict("records"):
        known = {
            "outlet_name": row["outlet_name"],
            "country_name": row["country_name"],
            "typology": typology_words(row["typology_code"]),
            "path": row["path"],
            "line": int(row["line"]),
        }
        if isinstance(row["x_handle"], str):
            label = StateLabel(**known, basis="handle")
            by_handle.setdefault(handle_key(row["x_handle"]), []).append(label)
        if key := outlet_key(row["outlet_name"]):
            by_name.setdefault(key, []).append(StateLabel(**known, basis="name"))
    shared = [key for key, found in by_name.items() if len({o.country_name for o in found}) > 1]
    for key in shared:
        del by_name[key]
    return by_handle, by_name


def _names(store: Store) -> list[dict[str, str]]:
    """Every name under which a payer appears, with its platform and sponsor."""
    names = store.table("payer_names")
    payers = store.table("payers").select("payer_id", "platform", "identity_basis")
    rows = names.inner_join(payers, "payer_id")
    rows = rows.select("sponsor_id", "platform", "identity_basis", "role", "name", "advertiser_id")
    found: list[dict[str, str]] = frame(rows.order_by(list(rows.columns))).to_dict("records")
    return found


def _once(labels: Iterable[StateLabel]) -> tuple[StateLabel, ...]:
    """Each outlet once: by its handle if it was found so, and by the first row of the list."""
    first: dict[tuple[str, str, str], StateLabel] = {}
    for label in sorted(labels, key=lambda label: (label.basis, label.line)):
        first.setdefault((label.outlet_name, label.country_name, label.typology), label)
    return tuple(first[key] for key in sorted(first))
