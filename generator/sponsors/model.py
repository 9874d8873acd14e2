"""The probabilistic model: Splink compares the pairs, the weights are those of ``weights.py``.

Nothing is trained here: the weights were estimated once, are kept with their date, and are the
same on every machine. Safety rules stand above the model. It never links persons, bare surnames
and abbreviations, which it may suggest; and it says nothing on names that differ in a word that
makes another body, such as "PAC". Names that differ in nothing but a year or a given name are suggested,
however unlikely the model finds them, unless numbers or regions speak against it.
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pandas as pd
from splink import DuckDBAPI, Linker, SettingsCreator
from splink.comparison_level_library import CustomLevel
from splink.comparison_library import CustomComparison
from splink.internals.comparison_level_creator import ComparisonLevelCreator

from generator.sponsors.blocking import BLOCKS, PAIRS, RECORDS, make_pairs, make_records
from generator.sponsors.evidence import Evidence, Link
from generator.sponsors.names import Name, NameKind, Names
from generator.sponsors.payers import Payer
from generator.sponsors.weights import COMPARISONS, RANDOM_MATCH, THRESHOLDS, Comparison, Level
from generator.store.tables import Engine, frame

_GAMMA = "gamma_"
_ALWAYS = tuple(level for level in COMPARISONS[0].levels if level.reason)
_GIVEN = next(level for level in _ALWAYS if "given" in level.condition)


def model_links(payers: Sequence[Payer], names: Names, engine: Engine) -> list[Link]:
    """Links and suggestions of the model, at or above the thresholds of ``weights.py``."""
    made = make_records(engine, payers, names)
    has_pairs = bool(made.keys) and make_pairs(engine).count().to_pyarrow().as_py() > 0
    scores = score_pairs(engine, THRESHOLDS.suggest) if has_pairs else pd.DataFrame()
    for name in (RECORDS, BLOCKS, PAIRS) if made.keys else (RECORDS,):
        engine.drop(name)
    keys, positions = made.keys, made.payers
    best: dict[tuple[int, int], tuple[float, str, str, Mapping[str, Any]]] = {}
    for row in scores.to_dict("records"):
        left, right = row["unique_id_l"], row["unique_id_r"]
        pair = (positions[left], positions[right])
        found = (-row["match_probability"], keys[left], keys[right], row)
        if pair not in best or found[:3] < best[pair][:3]:
            best[pair] = found
    links = []
    for pair in sorted(best):
        _, left_key, right_key, row = best[pair]
        one, other = payers[pair[0]], payers[pair[1]]
        by_key = [{name.key: name for name in payer.names} for payer in (one, other)]
        link = _link(one, other, by_key[0][left_key], by_key[1][right_key], row, names)
        if link:
            links.append(link)
    return links


def score_pairs(engine: Engine, threshold: float | None) -> pd.DataFrame:
    """Each pair of :func:`make_pairs` with its probability and the level of each comparison: those
    at or above the threshold, and those that are suggested whatever they weigh."""
    logging.getLogger("splink").setLevel(logging.ERROR)
    linker, api = make_linker(engine)
    linker.table_management.register_blocked_pairs_for_predict(api.register(PAIRS))
    scored = linker.inference.predict(threshold_match_probability=None, warning_mode="never")
    order = ["unique_id_l", "unique_id_r"]
    columns = [*order, "match_probability", *(_GAMMA + one.name for one in COMPARISONS)]
    rows = engine.table(scored.physical_name)
    if threshold is not None:
        kept = [rows.match_probability >= threshold, *map(_is_suggested(rows), _ALWAYS)]
        rows = rows.filter(ibis.or_(*kept))
    found = frame(rows.select(*columns))
    management: Any = linker.table_management  # this one function of it has no types
    management.delete_tables_created_by_splink_from_db()
    return found.sort_values(order, ignore_index=True)


def _is_suggested(rows: ir.Table) -> Callable[[Level], ir.BooleanValue]:
    """Whether a pair agrees in this way, and nothing speaks against it."""

    def is_level(level: Level) -> ir.BooleanValue:
        agrees = rows[_GAMMA + COMPARISONS[0].name] == _gamma(level)
        return ibis.and_(agrees, *(rows[_GAMMA + name] != 0 for name in level.against))

    return is_level


def _gamma(level: Level) -> int:
    """Splink's number of a level of the name: from 0 for the least agreement."""
    levels = COMPARISONS[0].levels
    return len(levels) - 1 - levels.index(level)


def make_linker(engine: Engine) -> tuple[Linker, DuckDBAPI]:
    """Splink on the engine's connection, with the weights of ``weights.py``."""
    api = DuckDBAPI(engine.connection)
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[_comparison(comparison) for comparison in COMPARISONS],
        blocking_rules_to_generate_predictions=[{"blocking_rule": "l.ordered = r.ordered"}],
        probability_two_random_records_match=RANDOM_MATCH,
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )
    return Linker(api.register(RECORDS), settings, log_level=None), api


def levels_of(row: Mapping[str, Any]) -> list[str]:
    """What the comparisons of a scored pair found, in words with the weight of each."""
    said = []
    for comparison in COMPARISONS:
        gamma = int(row[_GAMMA + comparison.name])
        if gamma >= 0:
            level = comparison.levels[len(comparison.levels) - 1 - gamma]
            said.append(f"{comparison.words}: {level.words} ({level.weight:+.1f})")
    return said


def _comparison(comparison: Comparison) -> CustomComparison:
    levels: list[ComparisonLevelCreator | dict[str, Any]] = []
    if comparison.missing:
        levels.append(CustomLevel(comparison.missing, "missing").configure(is_null_level=True))
    for level in comparison.levels:
        made = CustomLevel(level.condition or "ELSE", level.words)
        levels.append(made.configure(m_probability=level.m, u_probability=level.u))
    return CustomComparison(levels, comparison.name, comparison.words)


def _link(
    one: Payer, other: Payer, first: Name, second: Name, row: Mapping[str, Any], names: Names
) -> Link | None:
    apart = set(first.words) ^ set(second.words)
    found = COMPARISONS[0].levels[-1 - int(row[_GAMMA + COMPARISONS[0].name])]
    is_other = found is _GIVEN and not names.is_same_but_for_a_given_name(first, second)
    if is_other or apart & names.bodies:
        return None
    strength = round(float(row["match_probability"]), 6)
    detail = f"“{first.key}” and “{second.key}”: " + "; ".join(levels_of(row))
    link = Link.between(one, other, Evidence.MODEL, detail=detail, strength=strength)
    reason = found.reason or _doubt(first, second, apart & (names.boilerplate - names.harmless))
    if not reason and strength < THRESHOLDS.link:
        reason = "not sure enough"
    return link.suggested(reason) if reason else link


def _doubt(first: Name, second: Name, offices: Collection[str]) -> str:
    """Why two names are suggested at most, however alike; ``offices`` are words of only one."""
    if {first.kind, second.kind} != {NameKind.DISTINCT}:
        return "a person's name, a bare surname or an abbreviation"
    return "the names say different offices or bodies" if offices else ""
