// Tables: sorting on click for `table[data-sortable]`, and page-level sticky
// headers for tables that fit. Without scripts they stay plain tables.
//
// A cell's `data-sort` is what it sorts by, else its text. A column whose
// values are all numbers sorts as numbers. Missing values (an empty data-sort,
// or a cell holding .pfb-unknown) come last in both directions.

import { nameParts } from "./table-stack.js";
import { language, say } from "./words.js";

const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

function cellKey(row, column) {
  const cell = row.cells[column];
  if (!cell) return "";
  if (cell.dataset.sort !== undefined) return cell.dataset.sort.trim();
  return cell.querySelector(".pfb-unknown") ? "" : cell.textContent.trim();
}

function sortBody(body, column, descending) {
  const rows = [...body.rows].map((row) => ({ row, key: cellKey(row, column) }));
  const known = rows.filter((item) => item.key !== "");
  const missing = rows.filter((item) => item.key === "");
  const numeric = known.every((item) => Number.isFinite(Number(item.key)));
  const compare = numeric
    ? (a, b) => Number(a.key) - Number(b.key)
    : (a, b) => collator.compare(a.key, b.key);
  known.sort((a, b) => (descending ? compare(b, a) : compare(a, b)));
  body.append(...known.concat(missing).map((item) => item.row));
}

function makeSortable(table) {
  const head = table.tHead?.rows[table.tHead.rows.length - 1];
  if (!head) return;
  for (const cell of head.cells) {
    // A cell that spans columns heads no single column to sort by.
    if (cell.dataset.nosort !== undefined || cell.colSpan > 1 || !cell.textContent.trim()) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "pfb-sort";
    button.title = say("Sort by this column");
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const before = cell.getAttribute("aria-sort");
      // Numbers start with the largest, words with A.
      const first = cell.classList.contains("pfb-num") ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const order = before === first ? other : first;
      for (const each of head.cells) each.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", order);
      for (const body of table.tBodies) sortBody(body, cell.cellIndex, order === "descending");
    });
  }
}

// A table of a written page that is wider than the screen scrolls: let the keyboard reach it.
function watchPlot(plot) {
  new ResizeObserver(() => {
    if (plot.scrollWidth > plot.clientWidth) plot.tabIndex = 0;
    else plot.removeAttribute("tabindex");
  }).observe(plot);
}

function watchFit(wrapper) {
  const table = wrapper.querySelector("table");
  if (!table) return;
  const fit = () => {
    wrapper.classList.toggle("is-fitting", table.scrollWidth <= wrapper.clientWidth);
  };
  new ResizeObserver(fit).observe(wrapper);
}

for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);
for (const table of document.querySelectorAll(".pfb-table--stack > table")) nameParts(table);
for (const wrapper of document.querySelectorAll(".pfb-table")) watchFit(wrapper);
for (const plot of document.querySelectorAll(".pfb-article > table")) watchPlot(plot);
if (document.querySelector(".pfb-chart")) import("./charts.js");
