// Finds the rows that a state asks for. Columns are read when a filter first
// needs them, and stay in typed arrays; a filter is one pass over each.

import { reversed } from "./state.js";
import { beginningsOf, keepWord, wordsOf } from "./words.js";

const NO_DAY = -1_000_000;
const DAY_MS = 86_400_000;
const SHOWN_ROWS = 512; // rows that are read at once to show one of them

export class Engine {
  constructor(reader) {
    this.reader = reader;
    this.columns = new Map();
    this.lists = new Map();
  }

  async start() {
    this.index = await this.reader.json("index.json", { cache: "no-cache" });
    this.reader.version = this.index.version;
    return this.index;
  }

  column(kind, name) {
    const key = `${kind} ${name}`;
    if (!this.columns.has(key)) {
      const read = this.reader.column(this.index[kind].columns, name).catch((error) => {
        this.columns.delete(key);
        throw error;
      });
      this.columns.set(key, read);
    }
    return this.columns.get(key);
  }

  json(path) {
    if (!this.lists.has(path)) this.lists.set(path, this.reader.json(path));
    return this.lists.get(path);
  }

  /** A sponsor by its id: its name, its page, its numbers; null if there is none. */
  async sponsor(id) {
    const found = await this.reader.beginning(this.index.sponsors, "sponsor_id", id);
    return found.find((row) => row.sponsor_id === id) ?? null;
  }

  /** Sponsors one of whose names has words that begin so: that very name first, then those with the
   * most rows. `also` is the name that was found, if it is not the sponsor's first. */
  async suggest(typed, limit) {
    const words = wordsOf(typed);
    if (!words.length) return [];
    const rarest = words.reduce((a, b) => (b.length > a.length ? b : a));
    const found = new Map();
    for (const row of await this.reader.beginning(this.index.suggestions, "word", rarest)) {
      const name = row.also || row.name;
      const begins = beginningsOf(name);
      const hits = words.filter((word) => begins.some((other) => other.startsWith(word))).length;
      const isWhole = hits === words.length && wordsOf(name).length === hits;
      // Of two names that fit as well, the first.
      const fit = hits * 4 + Number(isWhole) * 2 + Number(!row.also);
      const before = found.get(row.number);
      if (!before || fit > before.fit) found.set(row.number, { ...row, hits, isWhole, fit });
    }
    const most = Math.max(0, ...[...found.values()].map((row) => row.hits));
    const best = [...found.values()].filter((row) => row.hits === most);
    best.sort((a, b) => b.isWhole - a.isWhole || b.row_count - a.row_count || a.number - b.number);
    return best.slice(0, limit).map(({ name, also, number, row_count: count }) => ({ name, also, number, count }));
  }

  /** The sponsor with this number of a suggestion. */
  async numbered(number) {
    const size = 512;
    const rows = await this.reader.piece(this.index.sponsors, Math.floor(number / size), size);
    return rows[number % size];
  }

  /** Rows that match, as marks in an array; null stands for all. */
  async match(state, isFiltered) {
    if (!isFiltered) return null;
    const { kind } = state;
    const entry = this.index[kind];
    const { days, amounts } = reversed(state);
    if (days || amounts) return new Uint8Array(entry.count);
    const mask = new Uint8Array(entry.count).fill(1);
    await Promise.all([
      this.byCode(state, mask),
      this.byDays(state, mask),
      this.bySponsor(state, mask),
      this.byPlace(state, mask),
      this.byAmount(state, mask),
      this.byWords(state, mask),
    ]);
    return mask;
  }

  async byCode(state, mask) {
    const { kind } = state;
    if (state.platform.length) {
      const allowed = Uint8Array.from(this.index.platforms, (code) => Number(state.platform.includes(code)));
      keepCodes(await this.column(kind, "platform"), allowed, mask);
    }
    const word = kind === "ads" ? state.format : state.scope;
    if (word) {
      const allowed = Uint8Array.from(this.index[kind].labels, (label) => Number((label || "none") === word));
      keepCodes(await this.column(kind, "word"), allowed, mask);
    }
    if (state.currency) {
      const allowed = Uint8Array.from(this.index.currencies, (code) => Number(code === state.currency));
      keepCodes(await this.column(kind, "currency"), allowed, mask);
    }
  }

  async byDays(state, mask) {
    if (!state.from && !state.to) return;
    const from = state.from ? Date.parse(state.from) / DAY_MS : -Infinity;
    const to = state.to ? Date.parse(state.to) / DAY_MS : Infinity;
    const [first, last] = await Promise.all([this.column(state.kind, "first_day"), this.column(state.kind, "last_day")]);
    for (let i = 0; i < mask.length; i += 1) if (first[i] === NO_DAY || first[i] > to || last[i] < from) mask[i] = 0;
  }

  async bySponsor(state, mask) {
    if (!state.sponsor) return;
    const [sponsor, who] = await Promise.all([this.sponsor(state.sponsor), this.column(state.kind, "who")]);
    const from = sponsor ? sponsor[`${state.kind}_from`] : 0;
    const to = sponsor ? sponsor[`${state.kind}_to`] : 0;
    for (let i = 0; i < mask.length; i += 1) if (who[i] < from || who[i] >= to) mask[i] = 0;
  }

  async byPlace(state, mask) {
    if (!state.place) return;
    const [lists, places] = await Promise.all([this.json(this.index[state.kind].places), this.column(state.kind, "places")]);
    const part = `${state.place}-`;
    const allowed = Uint8Array.from(lists, (codes) => Number(codes.some((code) => code === state.place || code.startsWith(part))));
    keepCodes(places, allowed, mask);
  }

  async byAmount(state, mask) {
    if (!state.currency || (state.min === "" && state.max === "")) return;
    const min = state.min === "" ? -Infinity : Number(state.min);
    const max = state.max === "" ? Infinity : Number(state.max);
    const [lo, hi] = await Promise.all([this.column(state.kind, "lo"), this.column(state.kind, "hi")]);
    // A comparison with an amount that is not published is never true.
    if (state.sure) {
      for (let i = 0; i < mask.length; i += 1) if (!(lo[i] >= min && hi[i] <= max)) mask[i] = 0;
    } else for (let i = 0; i < mask.length; i += 1) if (!(lo[i] <= max && hi[i] >= min)) mask[i] = 0;
  }

  async byWords(state, mask) {
    const words = wordsOf(state.q);
    if (!words.length) return;
    const who = await this.column(state.kind, "who");
    await Promise.all(words.map((word) => keepWord(this.reader, this.index[state.kind], word, who, mask)));
  }

  /** How many rows match, and how many of them begin in each month on each platform. */
  async count(kind, mask) {
    const entry = this.index[kind];
    if (!mask) return { count: entry.count, months: entry.months };
    const [first, platform] = await Promise.all([this.column(kind, "first_day"), this.column(kind, "platform")]);
    const width = this.index.platforms.length;
    const counts = new Map();
    let count = 0;
    let lastDay = NaN;
    let base = -width;
    for (let i = 0; i < mask.length; i += 1) {
      if (!mask[i]) continue;
      count += 1;
      // Rows stand in the order of their days: few days need to be worked out.
      if (first[i] !== lastDay) {
        lastDay = first[i];
        base = monthOf(lastDay) * width;
      }
      const key = base + platform[i];
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const months = [...counts].map(([key, n]) => [Math.floor(key / width), ((key % width) + width) % width, n]);
    return { count, months: months.sort((a, b) => a[0] - b[0] || a[1] - b[1]) };
  }

  /** Bounds added apart, by platform and currency, as index.json has them for all ads. */
  async amounts(kind, mask) {
    if (!mask && kind === "ads") return this.index[kind].amounts;
    const names = ["platform", "currency", "lo", "hi", "is_counted"];
    const [platform, currency, lo, hi, isCounted] = await Promise.all(names.map((name) => this.column(kind, name)));
    const width = this.index.currencies.length;
    const sums = new Map();
    for (let i = 0; i < platform.length; i += 1) {
      if ((mask && !mask[i]) || !isCounted[i]) continue;
      const key = platform[i] * width + currency[i];
      let sum = sums.get(key);
      if (!sum) sums.set(key, (sum = [platform[i], currency[i], 0, 0, 0, 0, 0]));
      sum[4] += 1;
      if (Number.isNaN(lo[i])) sum[6] += 1;
      else {
        sum[2] += Math.round(lo[i] * 100);
        if (hi[i] === Infinity) sum[5] += 1;
        else sum[3] += Math.round(hi[i] * 100);
      }
    }
    return [...sums.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  /** The numbers of the first `limit` rows in an order: newest, most spent or most shown. */
  async first(kind, mask, sort, limit) {
    if (!sort) return firstMarked(mask, this.index[kind].count, limit);
    const keys = await this.column(kind, sort === "spent" ? "lo" : "shown");
    const found = [];
    const value = (row) => (Number.isNaN(keys[row]) ? -1 : keys[row]);
    for (let i = 0; i < keys.length; i += 1) {
      if (mask && !mask[i]) continue;
      const own = value(i);
      if (found.length === limit && own <= value(found[limit - 1])) continue;
      let from = 0;
      let to = found.length;
      while (from < to) {
        const middle = (from + to) >> 1;
        if (value(found[middle]) >= own) from = middle + 1;
        else to = middle;
      }
      found.splice(from, 0, i);
      if (found.length > limit) found.pop();
    }
    return found;
  }

  /** Rows in full, with their names and the file that they were read from. */
  async rows(kind, numbers) {
    const entry = this.index[kind];
    const files = await this.json(this.index.files);
    const rows = await Promise.all(numbers.map((number) => this.row(entry, kind, number)));
    const names = await Promise.all(rows.map((row) => this.names(entry, row.who)));
    return rows.map((row, place) => {
      const [archive, snapshot, takenOn, path] = files[row.file_number];
      return { ...names[place], ...row, archive, snapshot_id: snapshot, taken_on_date: takenOn, file: path };
    });
  }

  async row(entry, kind, number) {
    const file = Math.floor(number / entry.file_rows);
    const inside = number % entry.file_rows;
    const [size, footer] = entry.files[file];
    const path = `${kind}/rows-${String(file).padStart(4, "0")}.parquet`;
    const rows = await this.reader.piece({ path, size, footer }, Math.floor(inside / SHOWN_ROWS), SHOWN_ROWS);
    return rows[inside % SHOWN_ROWS];
  }

  async names(entry, who) {
    const rows = await this.reader.piece(entry.who, Math.floor(who / SHOWN_ROWS), SHOWN_ROWS);
    return rows[who % SHOWN_ROWS];
  }
}

function keepCodes(codes, allowed, mask) {
  for (let i = 0; i < mask.length; i += 1) if (!allowed[codes[i]]) mask[i] = 0;
}

/** Months since January 1970; -1 for a day that is not known. */
function monthOf(day) {
  if (day === NO_DAY) return -1;
  const date = new Date(day * DAY_MS);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

/** The numbers of the first marked rows. */
export function firstMarked(mask, count, limit) {
  const found = [];
  for (let i = 0; i < count && found.length < limit; i += 1) if (!mask || mask[i]) found.push(i);
  return found;
}
