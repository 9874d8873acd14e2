"""Writes the files of the Explore page. Nothing is written again if nothing changed."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from generator.explore.columns import Codes, Columns, add_amounts, count_months
from generator.explore.rows import Kind, batches, files_of, kinds
from generator.explore.sponsors import KINDS, sponsor_tables
from generator.explore.words import WordIndex, word_tables
from generator.pages.data import SiteData
from generator.store.tables import frame

FORMAT = 3
"""Raised when the files change their form, so that they are written anew."""
FILE_ROWS = 8_192
"""Rows in a file of what is shown."""
SHOWN_ROWS = 512
"""Rows that are read at once to show one of them."""
COLUMN_ROWS = 131_072
WORD_ROWS = 4_096
ITEM_ROWS = 131_072
WHO_COLUMNS = ("sponsor_id", "sponsor_name", "payer_name", "advertiser_name", "page")


@dataclass(frozen=True)
class Explored:
    """The index that was written, and all files, below the folder."""

    index: Mapping[str, object]
    files: tuple[Path, ...]


def write_explore(
    data: SiteData, paths: Mapping[str, str], folder: Path, cache_dir: Path
) -> Explored:
    """Write the files below ``folder``. ``paths`` are the addresses of sponsors, by id."""
    digest = _digest(data, paths)
    stamp = cache_dir / f"explore.{digest}"
    if stamp.is_file():
        files = [folder / name for name in stamp.read_text(encoding="utf-8").splitlines()]
        if all(path.is_file() for path in files):
            index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
            return Explored(index, tuple(files))
    shutil.rmtree(folder, ignore_errors=True)
    writer = _Writer(folder)
    index = _write(data, dict(paths), writer, digest)
    cache_dir.mkdir(parents=True, exist_ok=True)
    for old in cache_dir.glob("explore.*"):
        old.unlink()
    names = [path.relative_to(folder).as_posix() for path in writer.files]
    stamp.write_text("\n".join(names), encoding="utf-8")
    return Explored(index, tuple(writer.files))


def _digest(data: SiteData, paths: Mapping[str, str]) -> str:
    """Of all that the files are made from."""
    names = ("ads", "ad_places", "ad_texts", "spend_observations", "sponsors", "payer_names",
             "files", "snapshots")  # fmt: skip
    tables = {name: data.facts.store.manifest["tables"][name]["sha256"] for name in names}
    known = json.dumps([FORMAT, pa.__version__, tables, sorted(paths.items())])
    return hashlib.sha256(known.encode()).hexdigest()[:16]


def _write(
    data: SiteData, paths: dict[str, str], writer: "_Writer", digest: str
) -> Mapping[str, object]:
    platforms, currencies = Codes(), Codes()
    index: dict[str, Any] = {"version": digest}
    units = {}
    files = files_of(data)
    with tempfile.TemporaryDirectory(prefix="paidforby-") as scratch:
        for kind in kinds(data, files, paths, Path(scratch)):
            index[kind.name] = _write_kind(kind, writer, platforms, currencies)
            units[kind.name] = kind.units
    listed = data.facts.store.table("payer_names").select("sponsor_id", "name").distinct()
    known_names = frame(listed.filter(listed.sponsor_id.notnull())).itertuples(index=False)
    sponsors, suggestions = sponsor_tables(units, paths, known_names)
    index["sponsors"] = writer.parquet("sponsors.parquet", sponsors, 2_048)
    index["suggestions"] = writer.parquet("suggestions.parquet", suggestions, WORD_ROWS)
    parts = ("archive", "snapshot_id", "taken_on_date", "path")
    files["taken_on_date"] = files["taken_on_date"].astype(str).str.slice(0, 10)
    index["files"] = writer.json("files.json", files[list(parts)].to_numpy().tolist())
    index["places"] = sorted({code for kind in KINDS for code in index[kind].pop("place_codes")})
    index |= {"platforms": platforms.texts, "currencies": currencies.texts}
    writer.json("index.json", index)
    return index


def _write_kind(
    kind: Kind, writer: "_Writer", platforms: Codes, currencies: Codes
) -> dict[str, Any]:
    columns, texts, names = Columns(platforms, currencies), WordIndex(), WordIndex()
    files: list[list[int]] = []
    count = 0
    for rows in batches(kind, FILE_ROWS):
        columns.add(rows)
        for number, text in enumerate(rows["searched"].to_pylist(), start=count):
            if text:
                texts.add(number, text)
        path = f"{kind.name}/rows-{len(files):04d}.parquet"
        shown = _readable(rows.select(kind.shown))
        file = writer.parquet(path, shown, SHOWN_ROWS, is_searched=False)
        files.append([file["size"], file["footer"]])
        count += rows.num_rows
    listed = (kind.units[name].tolist() for name in WHO_COLUMNS[1:4])
    for who, known in enumerate(zip(*listed, strict=True)):
        names.add(who, " ".join(known))
    table = columns.table()
    words, of_rows, of_names = word_tables(texts, names)
    places = [codes.split(" ") if codes else [] for codes in columns.places.texts]
    lists = writer.json(f"{kind.name}/places.json", places)
    name = kind.name
    who = pa.Table.from_pandas(kind.units[list(WHO_COLUMNS)], preserve_index=False)
    return {
        "count": count,
        "who_count": len(kind.units),
        "files": files,
        "file_rows": FILE_ROWS,
        "columns": writer.parquet(f"{name}/columns.parquet", table, COLUMN_ROWS),
        "words": writer.parquet(f"{name}/words.parquet", words, WORD_ROWS),
        "words_rows": writer.parquet(f"{name}/words-rows.parquet", of_rows, ITEM_ROWS),
        "words_who": writer.parquet(f"{name}/words-who.parquet", of_names, ITEM_ROWS),
        "places": lists,
        "place_codes": {code for codes in places for code in codes},
        "who": writer.parquet(f"{name}/who.parquet", who, SHOWN_ROWS, is_searched=False),
        "labels": columns.words.texts,
        "months": count_months(table),
        # Totals of a platform overlap: what may be added is for the reader's choice to say.
        "amounts": add_amounts(table) if name == "ads" else [],
    }


def _readable(rows: pa.Table) -> pa.Table:
    """Days as text and whole numbers as doubles, which a browser holds without conversion."""
    types = {pa.date32(): pa.string(), pa.int64(): pa.float64()}
    schema = pa.schema(
        [field.with_type(types.get(field.type, field.type)) for field in rows.schema]
    )
    return rows.cast(schema)


class File(TypedDict):
    """A table that was written: its name, its size, and how much of its end says what it holds."""

    path: str
    size: int
    footer: int


class _Writer:
    """Writes files below a folder and remembers them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.files: list[Path] = []

    def parquet(
        self, name: str, table: pa.Table, group_rows: int, *, is_searched: bool = True
    ) -> File:
        """Write a table; returns its name, its size, and how much of its end says what it holds."""
        path = self._path(name)
        is_items = table.column_names == ["item"]
        if is_items:
            table = table.cast(pa.schema([pa.field("item", pa.int32(), nullable=False)]))
        pq.write_table(
            table,
            path,
            compression="snappy",
            row_group_size=group_rows,
            use_dictionary=not is_items,
            column_encoding={"item": "DELTA_BINARY_PACKED"} if is_items else None,
            write_statistics=["word", "sponsor_id"] if is_searched else False,
            store_schema=False,
        )
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.seek(size - 8)
            footer = int.from_bytes(stream.read(4), "little") + 8
        return {"path": name, "size": size, "footer": footer}

    def json(self, name: str, content: object) -> str:
        """Write a small file; returns its name."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        self._path(name).write_text(text, encoding="utf-8")
        return name

    def _path(self, name: str) -> Path:
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.files.append(path)
        return path
