// Tables that a phone shows as names with lines below them (.pfb-table--stack). The style sheet
// lays out their rows as boxes; the roles say that they are a table all the same.

const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row" };

/** Gives the parts of a table their roles and, where there are several, values their heads. */
export function nameParts(table) {
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr")]) part.setAttribute("role", ROLES[part.tagName]);
  for (const cell of table.querySelectorAll("th, td")) cell.setAttribute("role", roleOf(cell));
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
  if (heads.length < 3) return;
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      for (const cell of row.cells) {
        if (cell.tagName === "TD" && cell.textContent.trim()) cell.dataset.head = heads[cell.cellIndex];
      }
    }
  }
}

function roleOf(cell) {
  if (cell.tagName === "TD") return "cell";
  return cell.scope === "row" ? "rowheader" : "columnheader";
}
