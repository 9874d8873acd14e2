"""The files as a whole: they hold the store's rows, can be read by parts, and are stable."""

import hashlib
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from generator.explore import write_explore
from generator.pages.words import text_or_none
from generator.store.tables import frame
from tests.explore.conftest import Written


def shown(written: Written, kind: str) -> pa.Table:
    paths = sorted((written.folder / kind).glob("rows-*.parquet"))
    return pa.concat_tables([pq.read_table(path) for path in paths])


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_newest_rows_are_all_there_once(written: Written) -> None:
    files = json.loads((written.folder / "files.json").read_text(encoding="utf-8"))
    store = written.data.facts.store
    paths = dict(frame(store.table("files").select("file_id", "path")).itertuples(index=False))
    ads, spend = store.table("ads"), store.table("spend_observations")
    for kind, latest in (
        ("ads", ads.filter(ads.is_latest)),
        ("spend", spend.filter(spend.is_latest & spend.is_primary)),
    ):
        expected = frame(latest.select("file_id", "line"))
        table = shown(written, kind)
        found = [
            (files[int(number)][3], int(line))
            for number, line in zip(
                table["file_number"].to_pylist(), table["line"].to_pylist(), strict=True
            )
        ]
        traced = [(paths[file_id], line) for file_id, line in expected.itertuples(index=False)]
        assert sorted(found) == sorted(traced)
        assert written.explored.index[kind]["count"] == len(found)


def test_rows_stand_newest_first_in_all_files_of_a_kind(written: Written) -> None:
    for kind, name in (("ads", "first_shown_date"), ("spend", "period_start_date")):
        days = pq.read_table(written.folder / kind / "columns.parquet")["first_day"].to_pylist()
        assert days == sorted(days, reverse=True)
        table = shown(written, kind)
        texts = [text for text in table[name].to_pylist() if text]
        if kind == "spend":
            assert texts == sorted(texts, reverse=True)
        assert len(days) == table.num_rows


def test_names_of_a_row_are_those_of_its_number(written: Written) -> None:
    table = shown(written, "spend")
    names = pq.read_table(written.folder / "spend" / "who.parquet").to_pylist()
    files = frame(written.data.facts.store.table("files"))
    line_of = {
        (row["file_id"], row["line"]): (
            text_or_none(row["sponsor_id"]),
            text_or_none(row["payer_name"]),
        )
        for row in frame(written.data.facts.store.table("spend_observations")).to_dict("records")
    }
    order = (
        files.merge(
            written.data.facts.snapshots[["snapshot_id", "taken_on_date"]], on="snapshot_id"
        )
        .sort_values(["archive", "snapshot_id", "path", "file_id"])["file_id"]
        .tolist()
    )
    for row in table.slice(0, 300).to_pylist():
        sponsor_id, payer = line_of[order[int(row["file_number"])], int(row["line"])]
        own = names[int(row["who"])]
        assert own["payer_name"] == (payer or "")
        assert own["sponsor_id"] == (sponsor_id or "")
        assert own["page"] == written.paths.get(sponsor_id, "")


def test_sponsors_know_their_rows(written: Written) -> None:
    names = pq.read_table(written.folder / "ads" / "who.parquet")["sponsor_id"].to_pylist()
    ads = written.data.facts.store.table("ads")
    sponsor_ids = frame(ads.filter(ads.is_latest).select("sponsor_id"))["sponsor_id"].tolist()
    sponsors = pq.read_table(written.folder / "sponsors.parquet").to_pylist()
    assert sum(sponsor["ads_count"] for sponsor in sponsors) > 100
    for sponsor in sponsors:
        own = [who for who, sponsor_id in enumerate(names) if sponsor_id == sponsor["sponsor_id"]]
        assert own == list(range(sponsor["ads_from"], sponsor["ads_to"]))
        assert sponsor["ads_count"] == sponsor_ids.count(sponsor["sponsor_id"])


def test_end_of_each_file_is_as_long_as_the_index_says(written: Written) -> None:
    index = written.explored.index
    for kind in ("ads", "spend"):
        for number, (size, footer) in enumerate(index[kind]["files"]):
            path = written.folder / kind / f"rows-{number:04d}.parquet"
            assert path.stat().st_size == size
            # Its last bytes alone say what it holds.
            ending = pa.BufferReader(b"PAR1" + path.read_bytes()[size - footer :])
            assert pq.read_metadata(ending).num_rows <= index[kind]["file_rows"]


def test_columns_are_narrow_and_never_missing(written: Written) -> None:
    schema = pq.read_schema(written.folder / "ads" / "columns.parquet")
    assert {str(field.type) for field in schema} == {"int32", "double"}
    assert not any(field.nullable for field in schema)


def test_second_time_gives_the_same_bytes_elsewhere_and_writes_nothing_here(
    written: Written, tmp_path: Path
) -> None:
    write_explore(written.data, written.paths, tmp_path / "data", tmp_path / "cache")
    assert digests(tmp_path / "data") == digests(written.folder)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "data").rglob("*")}
    again = write_explore(written.data, written.paths, tmp_path / "data", tmp_path / "cache")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "data").rglob("*")} == before
    assert again.index["version"] == written.explored.index["version"]
    (tmp_path / "data" / "files.json").unlink()
    write_explore(written.data, written.paths, tmp_path / "data", tmp_path / "cache")
    assert digests(tmp_path / "data") == digests(written.folder)


def test_other_addresses_of_sponsors_are_written_anew(written: Written, tmp_path: Path) -> None:
    moved = {key: f"elsewhere/{key}" for key in written.paths}
    other = write_explore(written.data, moved, tmp_path / "data", tmp_path / "cache")
    assert other.index["version"] != written.explored.index["version"]
    pages = pq.read_table(tmp_path / "data" / "sponsors.parquet")["page"].to_pylist()
    assert all(page.startswith("elsewhere/") for page in pages)
