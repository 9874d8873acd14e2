"""From archive folders to a new store: recognise, read, audit, map, write.

Nothing is stored unless everything that was recognised could be read and understood; all
problems of a run are reported together.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from generator.adapters import all_archives
from generator.adapters._source import (
    Archive,
    Column,
    FileFacts,
    Ignored,
    Kind,
    References,
    Source,
    Tally,
    distinct_texts,
    header_key,
    misfits,
    typed,
)
from generator.archives.dating import Dated, Records, date_from_names, parse_date
from generator.archives.files import RawFile, find_files
from generator.archives.rows import Reading, read_header
from generator.errors import ArchiveError, raise_together
from generator.ranges import parse_bucket
from generator.schema import TABLES
from generator.sponsors.identity import sponsor_tables, with_sponsor
from generator.store import Engine, Store, StoreWriter

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how much is done and how much there is."""

BATCH_BYTES = 64 << 20
BATCH_ROWS = 50_000


@dataclass(frozen=True)
class Passed:
    """A file that was not read, and why."""

    label: str
    reason: str


@dataclass
class Recognised:
    """A file that an archive claims, and what was learned from reading it."""

    file: RawFile
    archive: Archive
    source: Source
    header: list[str]
    columns: dict[int, Column] = field(default_factory=dict)
    row_count: int = 0
    rejections: list[tuple[int, str]] = field(default_factory=list)
    last_date_text: str | None = None
    controls: dict[str, list[int]] = field(default_factory=dict)
    facts: FileFacts | None = None
    dated: Dated | None = None
    sha256: str = ""
    is_current: bool = False

    @property
    def staged_name(self) -> str:
        """The engine's table that the rows of all files of this source go to."""
        return f"raw_{self.archive.id}_{self.source.part}".replace("-", "_")

    @property
    def snapshot_id(self) -> str:
        """Archive, date, scope."""
        return f"{self.archive.id}@{self.dated.text}{self.facts.scope}"

    @property
    def series_id(self) -> str:
        """What successive snapshots of this file have in common."""
        return f"{self.archive.id}/{self.facts.series}"


@dataclass(frozen=True)
class Ingested:
    """What an ingest did."""

    store: Store
    read: tuple[RawFile, ...]
    passed: tuple[Passed, ...]


def recognise(file: RawFile) -> Recognised | Passed:
    """Decide from header and name which archive a file belongs to.

    The header decides; the name only helps where the header is damaged.
    """
    header = read_header(file)
    if not header:
        return Passed(file.label, "not a text file with a header line")
    keys = {header_key(cell) for cell in header}
    best: tuple[int, Archive, Source] | None = None
    for archive in all_archives():
        for source in archive.sources:
            signature = {header_key(name) for name in source.signature}
            fits = signature <= keys and (archive.id != "google-bigquery" or header[-1].islower())
            if archive.id == "google-bundle" and source.part == "creative-stats":
                fits = fits and not header[-1].islower()
            if fits and (best is None or len(signature) > best[0]):
                best = (len(signature), archive, source)
    if best is None:
        for archive in all_archives():
            for source in archive.sources:
                if re.fullmatch(source.name_pattern, file.name):
                    best = (0, archive, source)
                    break
            if best:
                break
    if best is None:
        shown = ", ".join(header[:4])[:80]
        return Passed(file.label, f"no archive has these columns: {shown}")
    _, archive, source = best
    if source.skip_reason and source.dating_column is None:
        return Passed(file.label, f"{archive.id} {source.part}: {source.skip_reason}")
    return Recognised(file, archive, source, header)


def audit_header(item: Recognised) -> list[str]:
    """Map every column or say which is unknown, and which required one is missing."""
    label, adapter = item.file.label, f"generator/adapters/{item.archive.id.replace('-', '_')}.py"
    problems = []
    seen: dict[str, str] = {}
    for position, name in enumerate(item.header):
        found = item.source.lookup(name)
        if found is None:
            problems.append(
                f"{label}: unknown column {name!r}. Map it in {adapter}, or add it as IGNORED "
                "with a reason. If the file was edited, download it again."
            )
        elif isinstance(found, Column):
            if found.name in seen:
                problems.append(
                    f"{label}: the columns {seen[found.name]!r} and {name!r} mean the same "
                    f"({found.name}). Remove one."
                )
            seen[found.name] = name
            item.columns[position] = found
    families = {name.split("__")[0] for name in seen}
    for name in sorted(item.source.required - set(seen) - families):
        originals = [
            original
            for original, column in item.source.columns.items()
            if isinstance(column, Column) and column.name == name
        ] or [family.pattern for family in item.source.families if family.prefix == name]
        problems.append(
            f"{label}: the column {' or '.join(map(repr, originals))} is missing. The file was "
            "edited or has a new layout: download it again, or map the new layout in "
            f"{adapter}."
        )
    return problems


def ingest(
    roots: Sequence[Path],
    store_dir: Path,
    references: References,
    *,
    is_demo: bool,
    check: Callable[[Store], None],
    progress: Progress = lambda stage, done, total: None,
) -> Ingested:
    """Read every archive below ``roots`` into a new version of the store.

    ``check`` is called with the new version before it is published, and may raise. Raises
    ArchiveErrors with every problem found; the old store is then untouched.
    """
    files, problems = find_files(roots)
    recognised: list[Recognised] = []
    passed: list[Passed] = []
    for number, file in enumerate(files):
        progress("recognise", number + 1, len(files))
        try:
            found = recognise(file)
        except ArchiveError as error:
            problems.append(str(error))
            continue
        if isinstance(found, Passed):
            passed.append(found)
            continue
        wrong = audit_header(found)
        problems += wrong
        if not wrong:
            recognised.append(found)
    if not recognised and not problems:
        raise ArchiveError(
            "no archive was recognised below "
            + ", ".join(map(str, roots))
            + ". "
            + "; ".join(f"{item.label}: {item.reason}" for item in passed[:10])
        )
    engine = Engine()
    _stage(engine, recognised, problems, progress)
    problems += _date(recognised, Records(roots), references)
    recognised = [item for item in recognised if item.dated and not item.source.skip_reason]
    recognised, repeats, clashes = _without_repeats(recognised)
    passed += repeats
    problems += clashes
    _mark_current(recognised)
    groups = _by_source(recognised)
    problems += _audit_values(engine, groups)
    raise_together(problems)
    raw = _typed_tables(engine, groups, recognised)
    for archive in all_archives():
        if archive.id in raw:
            problems += [f"{archive.id}, {text}" for text in archive.problems(raw[archive.id], references)]
    raise_together(problems)
    writer = StoreWriter(store_dir, engine)
    try:
        store = _write(engine, writer, raw, recognised, references, is_demo, roots, progress)
        check(store)
    except BaseException:
        writer.discard()
        raise
    passed.sort(key=lambda item: item.label)
    return Ingested(writer.publish(), tuple(item.file for item in recognised), tuple(passed))


def _stage(
    engine: Engine, items: Sequence[Recognised], problems: list[str], progress: Progress
) -> None:
    """Read the files into the engine as text, with file and line; count as we go."""
    names: dict[str, set[str]] = {}
    for item in items:
        names.setdefault(item.staged_name, set()).update(
            column.name for column in item.columns.values()
        )
    for name, columns in names.items():
        engine.create(
            name, {"file_id": "string", "line": "int64", **dict.fromkeys(sorted(columns), "string")}
        )
    total = sum(item.file.byte_count for item in items)
    done = 0
    for item in items:
        try:
            for batch in _batches(item, sorted(names[item.staged_name])):
                engine.append(item.staged_name, batch)
            item.sha256 = item.file.sha256()
        except ArchiveError as error:
            problems.append(str(error))
        done += item.file.byte_count
        progress("read", done, total)


def _batches(item: Recognised, names: Sequence[str]) -> list[pa.Table]:
    """The rows of one file as text tables. Fills the item's counts."""
    reading = Reading(item.file)
    positions = sorted(item.columns)
    counted = {p: item.columns[p] for p in positions if item.columns[p].measure}
    controls = {p: [0, 0, 0] for p in counted}
    dating = [
        p
        for p, name in enumerate(item.header)
        if item.source.dating_column and header_key(name) == header_key(item.source.dating_column)
    ]
    lines: list[int] = []
    cells: dict[int, list[str | None]] = {p: [] for p in positions}
    size = 0
    last = ""
    batches = []

    def flush() -> None:
        nonlocal size
        by_name = {item.columns[p].name: cells[p] for p in positions}
        absent = [None] * len(lines)
        batches.append(
            pa.table(
                {
                    "file_id": pa.array([item.file.file_id] * len(lines), pa.string()),
                    "line": pa.array(lines, pa.int64()),
                    **{name: pa.array(by_name.get(name, absent), pa.string()) for name in names},
                }
            )
        )
        lines.clear()
        for column in cells.values():
            column.clear()
        size = 0

    for line, row in reading.rows():
        lines.append(line)
        for p in positions:
            text = row[p].strip()
            cells[p].append(text or None)
            size += len(text)
        for p, control in controls.items():
            text = row[p].strip()
            if text.isdigit():
                control[0] += 1
                control[1] += int(text)
            elif text:
                control[2] += 1
        for p in dating:
            last = max(last, row[p].strip())
        if len(lines) >= BATCH_ROWS or size >= BATCH_BYTES:
            flush()
    if lines:
        flush()
    item.row_count = reading.rows_in
    item.rejections = reading.rejections
    item.last_date_text = last or None
    item.controls = {item.header[p]: [*control, p] for p, control in controls.items()}
    return batches


def _date(items: Sequence[Recognised], records: Records, references: References) -> list[str]:
    """Give every file its facts and date. Returns the problems."""
    problems = []
    updated: dict[tuple[Path, str], Dated] = {}
    for item in items:
        if item.source.skip_reason and item.last_date_text:
            if found := parse_date(item.last_date_text):
                updated[_bundle_key(item.file)] = Dated(*found, "the bundle's own date")
    for item in items:
        tally = Tally(item.row_count, item.last_date_text)
        try:
            item.facts = item.archive.describe(item.source, item.file.name, tally, references)
            own = None
            if item.facts.taken_on:
                own = Dated(item.facts.taken_on, "day", item.facts.taken_on_basis)
            record = records.find(item.file)
            from_name = own if own and "name" in own.basis else None
            item.dated = (
                from_name
                or updated.get(_bundle_key(item.file))
                or record
                or date_from_names(item.file)
                or own
            )
        except (ValueError, ArchiveError) as error:
            problems.append(f"{item.file.label}: {error}")
            continue
        if item.dated is None:
            problems.append(
                f"{item.file.label}: no date. Put it in a folder named by its day, such as "
                "2020-10-01, or put a snapshot.json with a key taken_on beside it."
            )
        elif record and record.basis != item.dated.basis:
            item.dated = Dated(
                item.dated.day, item.dated.precision, item.dated.basis, record.origin, record.licence
            )
    return problems


def _bundle_key(file: RawFile) -> tuple[Path, str]:
    """Files of one bundle: the same folder, on disk or in the zip."""
    folder = "" if file.member is None else file.member.rpartition("/")[0]
    return (file.path if file.member else file.path.parent), folder


def _without_repeats(
    items: Sequence[Recognised],
) -> tuple[list[Recognised], list[Passed], list[str]]:
    """Leave out a file whose bytes were read already; two different ones for one day clash."""
    kept: dict[tuple[str, object], Recognised] = {}
    repeats, clashes = [], []
    for item in items:
        key = (item.series_id, item.dated.day)
        first = kept.get(key)
        if first is None:
            kept[key] = item
        elif first.sha256 == item.sha256:
            repeats.append(Passed(item.file.label, f"the same bytes as {first.file.label}"))
        else:
            clashes.append(
                f"{item.file.label}: {first.file.label} is another {item.archive.id} "
                f"{item.source.part} of {item.dated.text}, with other rows. Remove one, or date "
                "them apart."
            )
    return list(kept.values()), repeats, clashes


def _mark_current(items: Sequence[Recognised]) -> None:
    newest: dict[str, object] = {}
    for item in items:
        newest[item.series_id] = max(item.dated.day, newest.get(item.series_id, item.dated.day))
    for item in items:
        item.is_current = item.dated.day == newest[item.series_id]


def _by_source(items: Sequence[Recognised]) -> dict[str, list[Recognised]]:
    groups: dict[str, list[Recognised]] = {}
    for item in items:
        groups.setdefault(item.staged_name, []).append(item)
    return groups


def _columns_of(items: Sequence[Recognised]) -> dict[str, Column]:
    return {column.name: column for item in items for column in item.columns.values()}


def _audit_values(engine: Engine, groups: Mapping[str, Sequence[Recognised]]) -> list[str]:
    """Every cell that does not fit its column's kind, by file: the first line and how many."""
    problems = []
    for name, items in groups.items():
        labels = {item.file.file_id: item for item in items}
        columns = _columns_of(items)
        raw = engine.table(name)
        raw = raw.filter(raw.file_id.isin(sorted(labels)))
        for column_name, bad in misfits(raw, columns).items():
            first = bad.group_by("file_id").aggregate(
                count=bad.count(), line=bad.line.min(), value=bad.value.argmin(bad.line)
            )
            for row in first.to_pandas().sort_values("line").to_dict("records"):
                item, column = labels[row["file_id"]], columns[column_name]
                problems.append(_misfit(item, column, row["line"], row["value"], row["count"]))
        for column_name, column in columns.items():
            problems += _unknown_values(raw, column, items[0])
    return problems


def _misfit(item: Recognised, column: Column, line: int, value: str, count: int) -> str:
    original = next(
        name for p, name in enumerate(item.header) if item.columns.get(p, None) == column
    )
    more = "" if count == 1 else f" and {count - 1} more below it"
    form = f" of the form {column.form}" if column.form else ""
    hint = (
        "A spreadsheet program may have changed it: download the file again."
        if column.kind in (Kind.DATE, Kind.TIME)
        else "If the platform changed its format, teach the adapter; else download the file again."
    )
    return (
        f"{item.file.label}, line {line}, column {original!r}: {value[:60]!r} is not a "
        f"{column.kind}{form}{more}. {hint}"
    )


def _unknown_values(raw: ir.Table, column: Column, item: Recognised) -> list[str]:
    if column.values is None and column.kind is not Kind.BUCKET:
        return []
    adapter = f"generator/adapters/{item.archive.id.replace('-', '_')}.py"
    unknown: set[str] = set()
    texts = distinct_texts(raw[column.name])
    for text in texts:
        if column.kind is Kind.BUCKET:
            try:
                parse_bucket(text)
            except ValueError:
                unknown.add(text)
        else:
            parts = text.split(column.separator) if column.separator else [text]
            unknown |= {part.strip() for part in parts} - column.values
    problems = []
    for value in sorted(unknown):
        holds = raw[column.name].contains(value)
        row = raw.filter(holds).order_by("file_id", "line").limit(1).to_pandas().iloc[0]
        label = row["file_id"] if row["file_id"] != item.file.file_id else item.file.label
        noun = "bucket" if column.kind is Kind.BUCKET else "category"
        problems.append(
            f"{label}, line {row['line']}, column for {column.name!r}: unknown {noun} {value!r}. "
            f"Teach it to {adapter}, or download the file again if it was edited."
        )
    return problems


def _typed_tables(
    engine: Engine, groups: Mapping[str, Sequence[Recognised]], items: Sequence[Recognised]
) -> dict[str, dict[str, ir.Table]]:
    """By archive and part: typed rows with the facts of their files."""
    facts = engine.keep("file_facts", ibis.memtable(_facts_table(items)))
    raw: dict[str, dict[str, ir.Table]] = {}
    for name, members in groups.items():
        rows = typed(engine.table(name), _columns_of(members))
        joined = rows.inner_join(facts, "file_id")
        kept = engine.keep(f"typed_{name}", joined)
        raw.setdefault(members[0].archive.id, {})[members[0].source.part] = kept
    return raw


def _facts_table(items: Sequence[Recognised]) -> pa.Table:
    columns: dict[str, tuple[pa.DataType, Callable[[Recognised], object]]] = {
        "file_id": (pa.string(), lambda item: item.file.file_id),
        "file_label": (pa.string(), lambda item: item.file.label),
        "snapshot_id": (pa.string(), lambda item: item.snapshot_id),
        "platform": (pa.string(), lambda item: item.archive.platform),
        "archive": (pa.string(), lambda item: item.archive.id),
        "series_id": (pa.string(), lambda item: item.series_id),
        "file_is_current": (pa.bool_(), lambda item: item.is_current),
        "taken_on_date": (pa.date32(), lambda item: item.dated.day),
        "country_code": (pa.string(), lambda item: item.facts.country_code),
        "window_name": (pa.string(), lambda item: item.facts.window_name),
        "period_start_date": (pa.date32(), lambda item: item.facts.period_start_date),
        "period_end_date": (pa.date32(), lambda item: item.facts.period_end_date),
        "place_code": (pa.string(), lambda item: item.facts.place_code),
        "place_name": (pa.string(), lambda item: item.facts.place_name),
        "file_currency": (pa.string(), lambda item: item.facts.currency),
    }
    return pa.table(
        {name: pa.array([get(item) for item in items], kind) for name, (kind, get) in columns.items()}
    )


_SUBJECTS: dict[str, tuple[str, ...]] = {
    "advertisers": ("series_id", "sponsor_id", "who"),
    "declarations": ("series_id", "advertiser_id", "region_text"),
    "ads": ("platform", "ad_id"),
    "spend_observations": (
        "series_id", "scope", "sponsor_id", "who", "place_code", "place_name", "spend_currency", "week",
    ),
    "keywords": ("series_id", "region_text", "elections_text", "report_date", "rank"),
    "id_mappings": ("series_id", "noun", "old_id"),
}  # fmt: skip
"""What a row is about: of rows about the same thing, those of the newest snapshot are latest."""


def _with_currency(name: str, rows: ir.Table) -> ir.Table:
    """Add is_current and is_latest."""
    absent = {
        column: ibis.null("string")
        for column in ("advertiser_id", "advertiser_name", "region_text", "elections_text")
        if column not in rows.columns
    }
    rows = rows.mutate(**absent)
    if name == "spend_observations":
        is_week = rows.scope == "advertiser_week"
        rows = rows.mutate(week=is_week.ifelse(rows.period_start_date, ibis.null("date")))
    rows = rows.mutate(who=ibis.coalesce(rows.advertiser_id, rows.advertiser_name))
    if name == "ads":
        order = [ibis.desc("taken_on_date"), ibis.asc("file_label")]
        window = ibis.window(group_by=_SUBJECTS[name], order_by=order)
        rows = rows.mutate(position=ibis.row_number().over(window))
        return rows.mutate(
            is_latest=rows.position == 0, is_current=rows.file_is_current & (rows.position == 0)
        )
    newest = rows.taken_on_date.max().over(ibis.window(group_by=_SUBJECTS[name]))
    return rows.mutate(is_latest=rows.taken_on_date == newest, is_current=rows.file_is_current)


def _write(
    engine: Engine,
    writer: StoreWriter,
    raw: Mapping[str, Mapping[str, ir.Table]],
    items: Sequence[Recognised],
    references: References,
    is_demo: bool,
    roots: Sequence[Path],
    progress: Progress,
) -> Store:
    rows: dict[str, list[ir.Table]] = {}
    for archive in all_archives():
        if archive.id in raw:
            for name, tables in archive.tables(raw[archive.id], references).items():
                rows.setdefault(name, []).extend(
                    _completed(name, table, archive) for table in tables
                )
    written: dict[str, ir.Table] = {}
    sightings: list[ir.Table] = []
    data = [name for name in TABLES if name in rows]
    for number, name in enumerate(data):
        progress("write", number, len(data) + 1)
        if name in _SUBJECTS:
            parts = rows[name]
            joined = parts[0] if len(parts) == 1 else ibis.union(*parts)
            whole = engine.keep(f"all_{name}", joined)
            table = _with_currency(name, whole)
            written[name] = writer.write(name, [table])
            if "payer_name" in whole.columns:
                sightings.append(_sightings(whole))
        else:
            written[name] = writer.write(name, rows[name])
    if sightings:
        seen = sightings[0] if len(sightings) == 1 else ibis.union(*sightings)
        keys = [column for column in seen.columns if column != "row_count"]
        seen = engine.keep(
            "sightings", seen.group_by(keys).aggregate(row_count=seen.row_count.sum())
        )
        sponsors, names = sponsor_tables(seen)
        writer.write("sponsors", [sponsors])
        writer.write("sponsor_names", [names])
    _write_bookkeeping(writer, written, items)
    for name in TABLES:
        if not (writer.folder / f"{name}.parquet").exists():
            writer.write(name, [])
    progress("write", len(data) + 1, len(data) + 1)
    return writer.finish(is_demo=is_demo, roots=[root.resolve() for root in roots])


_WORKING = {
    "file_label": "string",
    "series_id": "string",
    "file_is_current": "boolean",
    "taken_on_date": "date",
    "identity_basis": "string",
}


def _completed(name: str, rows: ir.Table, archive: Archive) -> ir.Table:
    """Give rows of one adapter every field of their table, and the sponsor entry."""
    table = TABLES[name]
    columns = set(table.names)
    if "payer_status" in columns:
        rows = rows.mutate(
            **{
                column: rows[column] if column in rows.columns else ibis.null("string")
                for column in ("advertiser_id", "advertiser_name", "payer_name")
            }
        )
        rows = with_sponsor(rows)
    elif name == "declarations":
        rows = with_sponsor(rows.mutate(advertiser_name=rows.declared_name, payer_name=rows.declared_name))
    if "is_primary" in columns and "is_primary" not in rows.columns:
        rows = rows.mutate(is_primary=ibis.literal(True))
    if name in ("targeting", "ad_places"):
        return rows.mutate(platform=ibis.literal(archive.platform))
    fields = {field.name: field.type for field in table.fields} | _WORKING
    return rows.select(
        **{
            column: (rows[column] if column in rows.columns else ibis.null("string")).cast(kind)
            for column, kind in fields.items()
            if column not in ("is_current", "is_latest")
        }
    )


def _sightings(rows: ir.Table) -> ir.Table:
    named = rows.filter(rows.sponsor_id.notnull())
    keys = [
        "sponsor_id", "platform", "identity_basis", "advertiser_id", "advertiser_name",
        "payer_name", "taken_on_date",
    ]  # fmt: skip
    return named.group_by(keys).aggregate(row_count=named.count())


def _write_bookkeeping(
    writer: StoreWriter, written: Mapping[str, ir.Table], items: Sequence[Recognised]
) -> None:
    stored: dict[str, int] = {}
    traced = [
        table.select("file_id", "line")
        for name, table in written.items()
        if name not in ("targeting", "ad_places")
    ]
    if traced:
        union = traced[0] if len(traced) == 1 else ibis.union(*traced)
        distinct = union.distinct()
        counts = distinct.group_by("file_id").aggregate(n=distinct.count()).to_pandas()
        stored = {row["file_id"]: int(row["n"]) for row in counts.to_dict("records")}
    writer.write("files", [ibis.memtable(_file_rows(items, stored))])
    writer.write("snapshots", [ibis.memtable(_snapshot_rows(items, stored))])
    rejected = [(item.file.file_id, *entry) for item in items for entry in item.rejections]
    if rejected:
        columns = list(zip(*rejected, strict=True))
        writer.write("rejections", [ibis.memtable(pa.table(dict(zip(("file_id", "line", "reason"), columns, strict=True))))])
    controls = [
        {
            "file_id": item.file.file_id,
            "column_name": name,
            "measure": item.columns[position].measure,
            "currency": _currency_of(item.columns[position].name),
            "number_count": count,
            "number_sum": total,
            "censored_count": censored,
        }
        for item in items
        for name, (count, total, censored, position) in item.controls.items()
    ]
    if controls:
        schema = pa.schema(
            [
                ("file_id", pa.string()),
                ("column_name", pa.string()),
                ("measure", pa.string()),
                ("currency", pa.string()),
                ("number_count", pa.int64()),
                ("number_sum", pa.int64()),
                ("censored_count", pa.int64()),
            ]
        )
        writer.write("controls", [ibis.memtable(pa.Table.from_pylist(controls, schema))])


def _currency_of(column_name: str) -> str | None:
    return column_name.split("__")[1] if "__" in column_name else None


def _file_rows(items: Sequence[Recognised], stored: Mapping[str, int]) -> pa.Table:
    rows = _facts_table(items).to_pylist()
    for row, item in zip(rows, items, strict=True):
        row.update(
            part=item.source.part,
            is_current=item.is_current,
            path=item.file.label,
            sha256=item.sha256,
            byte_count=item.file.byte_count,
            rows_in_count=item.row_count,
            rows_stored_count=stored.get(item.file.file_id, 0),
            rows_rejected_count=len(item.rejections),
        )
    kinds = {"string": pa.string(), "int64": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    schema = pa.schema([(field.name, kinds[field.type]) for field in TABLES["files"].fields])
    return pa.Table.from_pylist(rows, schema)


def _snapshot_rows(items: Sequence[Recognised], stored: Mapping[str, int]) -> pa.Table:
    found: dict[str, dict[str, object]] = {}
    for item in items:
        row = found.setdefault(
            item.snapshot_id,
            {
                "snapshot_id": item.snapshot_id,
                "platform": item.archive.platform,
                "archive": item.archive.id,
                "taken_on_date": item.dated.day,
                "taken_on_precision": item.dated.precision,
                "taken_on_basis": item.dated.basis,
                "origin": item.dated.origin,
                "licence": item.dated.licence,
                "file_count": 0,
                "row_count": 0,
            },
        )
        row["file_count"] += 1
        row["row_count"] += stored.get(item.file.file_id, 0)
    kinds = {"string": pa.string(), "int64": pa.int64(), "date": pa.date32()}
    schema = pa.schema([(field.name, kinds[field.type]) for field in TABLES["snapshots"].fields])
    return pa.Table.from_pylist(list(found.values()), schema)
