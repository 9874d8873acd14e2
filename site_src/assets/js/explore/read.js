// Reads the files of the Explore page by ranges. What was read once is kept.

import { parquetMetadataAsync } from "../../vendor/hyparquet/metadata.js";
import { parquetRead } from "../../vendor/hyparquet/read.js";

const TYPES = { INT32: Int32Array, DOUBLE: Float64Array };
const KEPT_PIECES = 400;

export class Reader {
  constructor(root) {
    this.root = root;
    this.version = "";
    this.isWhole = false; // true once the server has answered a range with a whole file
    this.tables = new Map();
    this.pieces = new Map();
  }

  async json(path, options = {}) {
    const response = await fetch(this.address(path), options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  // The version keeps pieces of an older build in some cache apart from the new.
  address(path) {
    return new URL(this.version ? `${path}?v=${this.version}` : path, this.root);
  }

  /** A file and what it holds; `entry` is its path, its size and the size of its end. */
  table(entry) {
    if (!this.tables.has(entry.path)) {
      const opened = this.open(entry).catch((error) => {
        this.tables.delete(entry.path); // so that the next attempt tries again
        throw error;
      });
      this.tables.set(entry.path, opened);
    }
    return this.tables.get(entry.path);
  }

  async open({ path, size, footer }) {
    let whole = null;
    const file = {
      byteLength: size,
      slice: async (start, end = size) => {
        if (whole) return (await whole).slice(start, end);
        const response = await fetch(this.address(path), { headers: { Range: `bytes=${start}-${end - 1}` } });
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        if (response.status === 206) return response.arrayBuffer();
        this.isWhole = true;
        whole = response.arrayBuffer();
        return (await whole).slice(start, end);
      },
    };
    const metadata = await parquetMetadataAsync(file, { initialFetchSize: footer });
    return { file, metadata, count: Number(metadata.num_rows) };
  }

  /** Values of a column without missing ones, as a typed array. */
  async column(entry, name, rowStart = 0, rowEnd = undefined) {
    const { file, metadata, count } = await this.table(entry);
    const end = Math.min(rowEnd ?? count, count);
    const type = metadata.schema.find((field) => field.name === name).type;
    const values = new TYPES[type](Math.max(0, end - rowStart));
    if (!values.length) return values;
    await parquetRead({
      file, metadata, rowStart, rowEnd: end, columns: [name],
      onChunk: ({ columnData, rowStart: first }) => {
        // A chunk may begin before what was asked for and end behind it.
        const from = Math.max(0, rowStart - first);
        const to = Math.min(columnData.length, end - first);
        if (to > from) values.set(columnData.subarray ? columnData.subarray(from, to) : columnData.slice(from, to), first + from - rowStart);
      },
    });
    return values;
  }

  /** Rows as objects. */
  async rows(entry, rowStart, rowEnd) {
    const { file, metadata } = await this.table(entry);
    let found = [];
    await parquetRead({ file, metadata, rowStart, rowEnd, rowFormat: "object", onComplete: (rows) => { found = rows; } });
    return found;
  }

  /** The rows of the group (of rows that are read at once) with this number, kept for a while. */
  piece(entry, number, size) {
    const key = `${entry.path} ${number}`;
    const known = this.pieces.get(key);
    if (known) {
      this.pieces.delete(key);
      this.pieces.set(key, known);
      return known;
    }
    const read = this.table(entry)
      .then(({ count }) => this.rows(entry, number * size, Math.min(count, (number + 1) * size)))
      .catch((error) => {
        this.pieces.delete(key);
        throw error;
      });
    this.pieces.set(key, read);
    if (this.pieces.size > KEPT_PIECES) this.pieces.delete(this.pieces.keys().next().value);
    return read;
  }

  /** All rows whose first column, by which the file is sorted, begins with a text: the number of
      the first and the rows. Only groups that can hold some are read. */
  async beginning(entry, column, text) {
    const { metadata } = await this.table(entry);
    let begin = 0;
    const wanted = [];
    for (const group of metadata.row_groups) {
      const length = Number(group.num_rows);
      const { min_value: least, max_value: most } = group.columns[0].meta_data.statistics ?? {};
      const isPossible = least === undefined || (least.slice(0, text.length) <= text && most.slice(0, text.length) >= text);
      if (isPossible) wanted.push([begin, begin + length]);
      begin += length;
    }
    const read = await Promise.all(wanted.map(([from, to]) => this.rows(entry, from, to)));
    const found = [];
    for (const rows of read) for (const row of rows) if (row[column].startsWith(text)) found.push(row);
    return found;
  }
}
