// A box that narrows the table after it: forgiving of case, accents and the
// order of words. Without scripts the box stays hidden and the table whole.

import { fold } from "./folding.js";
import { digits, say, sayCount } from "./words.js";

// The ids are cut short on the page: the address of the link holds the whole.
function words(row) {
  const links = [...row.querySelectorAll("a[href*='#ad-']")].map((link) => link.hash);
  return fold([row.textContent, ...links].join(" "));
}

function connect(box) {
  const table = box.nextElementSibling?.querySelector("table");
  if (!table) return;
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: words(row) }));
  const input = box.querySelector("input");
  const count = box.querySelector("[role=status]");
  const narrow = () => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      row.hidden = !wanted.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    if (!shown) count.textContent = say("No row has these words");
    else if (shown === rows.length) count.textContent = sayCount("{count} row", "{count} rows", shown);
    else count.textContent = say("{shown} of {count} rows", { shown: digits(shown), count: digits(rows.length) });
  };
  input.addEventListener("input", narrow);
  box.hidden = false;
  narrow();
}

for (const box of document.querySelectorAll("[data-filter-for]")) connect(box);
