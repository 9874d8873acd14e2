// Rows as CSV, piece by piece. A text that a spreadsheet would run as a formula
// gets a leading apostrophe, as in all files of this site (generator/text/formulas.py).

import { pageAddress } from "../page-path.js";

const COLUMNS = {
  ads: [
    "platform", "archive", "ad_id", "payer_name", "advertiser_name", "sponsor_id", "sponsor_name", "ad_format",
    "first_shown_date", "last_shown_date", "posted_date", "spend_lo", "spend_hi", "spend_kind", "spend_step",
    "spend_currency", "is_group_first", "impressions_lo", "impressions_hi", "impressions_kind", "contest_text",
    "place_codes", "text", "language_codes", "ad_url", "page", "snapshot_id", "file", "line",
  ],
  spend: [
    "platform", "archive", "scope", "payer_name", "advertiser_name", "sponsor_id", "sponsor_name", "place_code",
    "place_name", "window_name", "period_start_date", "period_end_date", "spend_lo", "spend_hi", "spend_kind",
    "spend_step", "spend_currency", "ad_count", "page", "snapshot_id", "taken_on_date", "file", "line",
  ],
};
const FORMULA = /^[=+\-@\t\r]/;
const QUOTED = /[",\r\n]/;
const ROWS_AT_ONCE = 8192;

function cell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Yields the header, and then all marked rows in the order of the files. */
export async function* csvPieces(engine, kind, mask, root) {
  const columns = COLUMNS[kind];
  yield { text: `${columns.join(",")}\r\n`, done: 0 };
  const { count } = engine.index[kind];
  let numbers = [];
  let done = 0;
  for (let i = 0; i <= count; i += 1) {
    if (i < count && (!mask || mask[i])) numbers.push(i);
    if (!numbers.length || (numbers.length < ROWS_AT_ONCE && i < count)) continue;
    const rows = await engine.rows(kind, numbers);
    const lines = rows.map((row) => {
      // The address holds for others, too: it is written in full.
      const whole = row.page ? { ...row, page: pageAddress(row.page, root) } : row;
      return columns.map((name) => cell(whole[name])).join(",");
    });
    done += numbers.length;
    numbers = [];
    yield { text: `${lines.join("\r\n")}\r\n`, done };
  }
}
