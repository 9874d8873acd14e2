// The charts of the Explore page: rows by month, quarter or year, and by
// platform, each with its table. Counts only: amounts stand in the table of
// platforms, one platform and one currency at a time.

import { rangeText } from "../amounts.js";
import { month } from "../dates.js";
import { element } from "../dom.js";
import { nameParts } from "../table-stack.js";
import { digits, say, sayCount } from "../words.js";

const TITLES = {
  ads: {
    1: say("Ads by the month in which they began"),
    3: say("Ads by the quarter in which they began"),
    12: say("Ads by the year in which they began"),
  },
  spend: {
    1: say("Totals by the month in which their period begins"),
    3: say("Totals by the quarter in which their period begins"),
    12: say("Totals by the year in which their period begins"),
  },
};
const HEADS = { 1: say("Month"), 3: say("Quarter"), 12: say("Year") };
const COUNTS = { ads: say("Ads"), spend: say("Totals") };
const BY_PLATFORM = { ads: say("Ads by platform"), spend: say("Totals by platform") };
const WAITING = "…";
const MOST_BARS = 72;
// What the name of a year takes of the axis on a phone.
const NAME_SHARE = 0.115;

/** Draws `months` ([month, platform, rows] each) into the figure. */
export function drawTime(figure, months, kind) {
  const dated = months.filter(([at]) => at >= 0);
  const undated = months.filter(([at]) => at < 0).reduce((sum, [, , n]) => sum + n, 0);
  figure.hidden = !dated.length;
  if (!dated.length) return;
  const first = dated[0][0];
  const last = dated[dated.length - 1][0];
  const step = [1, 3, 12].find((size) => Math.floor(last / size) - Math.floor(first / size) < MOST_BARS) ?? 12;
  const begin = Math.floor(first / step);
  const counts = new Array(Math.floor(last / step) - begin + 1).fill(0);
  for (const [at, , n] of dated) counts[Math.floor(at / step) - begin] += n;
  const most = Math.max(...counts);
  const title = TITLES[kind][step];
  const label = (place) => periodName((begin + place) * step, step);
  const note = sayCount("{count} without a date is not drawn.", "{count} without a date are not drawn.", undated);
  figure.querySelector("figcaption").textContent = undated ? `${title}. ${note}` : title;
  const plot = figure.querySelector(".pfb-explore__plot");
  plot.setAttribute("aria-label", say("{title}: from {first} to {last}, at most {most}.", { title, first: label(0), last: label(counts.length - 1), most: digits(most) }));
  plot.replaceChildren(bars(counts, most, label), scale(most), axis(begin, step, counts.length));
  const rows = counts.map((n, place) => [label(place), n]).filter(([, n]) => n);
  const holder = figure.querySelector(".pfb-table");
  holder.setAttribute("aria-label", title);
  holder.replaceChildren(table(title, [HEADS[step], COUNTS[kind]], rows.map(([name, n]) => [name, digits(n)])));
}

function periodName(at, step) {
  const year = 1970 + Math.floor(at / 12);
  if (step === 12) return String(year);
  if (step === 3) return say("Q{quarter} {year}", { quarter: Math.floor((at % 12) / 3) + 1, year });
  return `${month((at % 12) + 1)} ${year}`;
}

function bars(counts, most, label) {
  const box = element("div", "pfb-explore__bars");
  counts.forEach((n, place) => {
    const bar = element("span");
    bar.style.setProperty("--size", `${(100 * n) / most}%`);
    bar.title = `${label(place)}: ${digits(n)}`;
    box.append(bar);
  });
  return box;
}

function scale(most) {
  return element("span", "pfb-explore__most", digits(most));
}

// A year is named where it begins, if there is room for its name.
function axis(begin, step, count) {
  const box = element("div", "pfb-explore__axis");
  const starts = [];
  for (let place = 0; place < count; place += 1) {
    const at = (begin + place) * step;
    if (at % 12 === 0 || place === 0) starts.push([place, 1970 + Math.floor(at / 12)]);
  }
  const every = Math.ceil(starts.length / 6);
  let before = -1;
  starts.forEach(([place, year], index) => {
    const next = starts[index + 1]?.[0] ?? count;
    if (index % every || (index === 0 && starts.length > 1 && (next - place) / count < 0.08)) return;
    const at = place / count;
    // Near the end of the axis the name stands before its mark.
    const isLast = at > 1 - NAME_SHARE;
    if (isLast && at - before < 2 * NAME_SHARE) return;
    before = at;
    const mark = element("span", isLast ? "is-last" : "", String(year));
    mark.style.setProperty("--at", `${100 * at}%`);
    box.append(mark);
  });
  return box;
}

/** Puts the counts by platform, and their sums if they are known, into the holder. `sums` is null
    while they are worked out, and undefined where nothing may be added. */
export function drawPlatforms(holder, months, sums, kind, { platforms, currencies, names }) {
  const counts = new Array(platforms.length).fill(0);
  for (const [, platform, n] of months) counts[platform] += n;
  const most = Math.max(1, ...counts);
  const order = [...counts.keys()].filter((place) => counts[place]).sort((a, b) => counts[b] - counts[a] || a - b);
  const heads = [say("Platform"), COUNTS[kind], ...(sums === undefined ? [] : [say("Spent on these ads, bounds added")])];
  const rows = order.map((place) => {
    const bar = element("span", "pfb-bar");
    bar.style.setProperty("--lo", `${(100 * counts[place]) / most}%`);
    bar.style.setProperty("--hi", `${(100 * counts[place]) / most}%`);
    bar.setAttribute("aria-hidden", "true");
    const count = element("span", "", digits(counts[place]));
    const cells = [names.platform(platforms[place]), [count, bar]];
    if (sums === null) cells.push(WAITING);
    else if (sums) cells.push(sumLines(sums.filter(([platform]) => platform === place), currencies, names));
    return cells;
  });
  holder.hidden = !rows.length;
  holder.setAttribute("aria-label", BY_PLATFORM[kind]);
  const made = table(BY_PLATFORM[kind], heads, rows);
  nameParts(made);
  holder.replaceChildren(made);
}

// Amounts whose currency is not published may be of several: they are counted, not added.
function sumLines(sums, currencies, names) {
  const lines = [];
  let unknown = 0;
  let unit = 0;
  for (const [, currency, lo, hi, n, open, missing] of [...sums].sort((a, b) => b[2] - a[2])) {
    const code = currencies[currency];
    unknown += missing;
    if (!code) unit += n - missing;
    else if (n > missing) lines.push(element("span", "pfb-explore__sum", rangeText(lo / 100, open ? null : hi / 100, open ? "at_least" : "bucket", names.sign(code))));
  }
  if (unit) lines.push(element("span", "pfb-explore__sum pfb-unknown", say("{count} without a published currency", { count: digits(unit) })));
  if (unknown) lines.push(element("span", "pfb-explore__sum pfb-unknown", say("{count} not published", { count: digits(unknown) })));
  return lines;
}

function table(caption, heads, rows) {
  const made = element("table");
  made.append(element("caption", "", caption));
  const head = made.createTHead().insertRow();
  heads.forEach((text, place) => {
    const cell = element("th", place ? "pfb-num" : "", text);
    cell.scope = "col";
    head.append(cell);
  });
  const body = made.createTBody();
  for (const cells of rows) {
    const row = body.insertRow();
    cells.forEach((content, place) => {
      const cell = element(place ? "td" : "th", place ? "pfb-num" : "");
      if (!place) cell.scope = "row";
      cell.append(...(Array.isArray(content) ? content : [content]));
      row.append(cell);
    });
  }
  return made;
}
