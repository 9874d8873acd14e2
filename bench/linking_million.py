"""Link a great many made-up payers: ``python -m bench.linking_million COUNT``.

Three in ten share their name with another payer, one in ten is a misspelling of one, a third has
a number, and one in five is a person. The names are syllables drawn by a fixed seed.
"""

import random
import sys

import pandas as pd

from generator.sponsors.linking import link
from generator.sponsors.names import Names
from generator.sponsors.payers import PayerTables
from generator.store.tables import Engine
from tests.project import ROOT

SEED = 7
STARTS = [start + vowel for start in "bdfgklmnprstvwz" for vowel in "aeio"]
FORMS = (
    "Friends of {} {}",
    "{} {} for Congress",
    "{} {} Alliance, Inc.",
    "Committee to Elect {} {}",
    "{} {} PAC",
)


def main() -> None:
    """Make them, link them, and say what came out."""
    count = int(sys.argv[1])
    tables = make_payers(count)
    found = link(tables, Names.load(ROOT / "data" / "reference"), Engine())
    linked = (found.links["status"] == "linked").sum()
    print(
        f"{found.clusters['cluster_id'].nunique():,} sponsors, {linked:,} links and "
        f"{len(found.links) - linked:,} suggestions or refusals.",
        file=sys.stderr,
    )


def make_payers(count: int) -> PayerTables:
    """So many made-up payers."""
    dice = random.Random(SEED)  # noqa: S311 (made-up data)
    names: list[str] = []
    own: list[int] = []
    numbers: list[str | None] = []
    for _ in range(count):
        draw = dice.random()
        if own and draw < 0.3:
            position = dice.choice(own)
            name, number = names[position], numbers[position] if dice.random() < 0.5 else None
        elif own and draw < 0.4:
            name, number = _misspelled(dice, names[dice.choice(own)]), None
        else:
            words = (_word(dice), _word(dice))
            is_person = dice.random() < 0.2
            name = "{} {}".format(*words) if is_person else dice.choice(FORMS).format(*words)
            own.append(len(names))
            number = f"EIN ID 98-{dice.randrange(10**7):07}" if dice.random() < 0.5 else None
        names.append(name)
        numbers.append(number)
    ids = [("google/AR", "meta/t", "snapchat/t")[n % 3] + f"{n:020}" for n in range(count)]
    payers = pd.DataFrame({"payer_id": ids, "platform": [i.split("/")[0] for i in ids]})
    payers = payers.assign(identity_basis="payer_name", first_seen_date=None)
    registrations = pd.DataFrame({"payer_id": ids, "text": numbers, "file_id": "made", "line": range(count)})  # fmt: skip
    return PayerTables(
        payers=payers,
        names=pd.DataFrame({"payer_id": ids, "name": names}),
        registrations=registrations.dropna(subset=["text"]),
        places=pd.DataFrame({"payer_id": ids, "place_code": "US"}),
        sites=pd.DataFrame(columns=["payer_id", "site"]),
        weeks=pd.DataFrame(columns=["payer_id", "first_date", "last_date"]),
        mappings=pd.DataFrame(columns=["old_payer_id", "new_payer_id", "file_id", "line"]),
        committees=pd.DataFrame(columns=["committee_id", "committee_name", "candidate_id", "type_code", "designation_code", "file_id", "line", "is_latest", "snapshot_id"]),
        candidates=pd.DataFrame(columns=["candidate_id", "candidate_name"]),
    )  # fmt: skip


def _word(dice: random.Random) -> str:
    return "".join(dice.choice(STARTS) for _ in range(dice.randint(2, 4))).capitalize()


def _misspelled(dice: random.Random, name: str) -> str:
    position = dice.randrange(len(name))
    return name[:position] + dice.choice("abcdefghij") + name[position + 1 :]


if __name__ == "__main__":
    main()
