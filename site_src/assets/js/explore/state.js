// The state of the Explore page and its address: one to one, so that a view can
// be shared. Unknown or malformed parts of an address are left out.

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /^\d+(\.\d+)?$/;

export const EMPTY = Object.freeze({
  kind: "ads", q: "", sponsor: "", from: "", to: "", platform: [], place: "", format: "", scope: "",
  currency: "", min: "", max: "", sure: "", sort: "",
});

const CHECKS = {
  kind: (text) => (text === "spend" ? text : "ads"),
  from: (text) => (DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : ""),
  to: (text) => (DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : ""),
  min: (text) => (AMOUNT.test(text) ? text : ""),
  max: (text) => (AMOUNT.test(text) ? text : ""),
  sure: (text) => (text === "1" ? text : ""),
  sort: (text) => (["spent", "shown"].includes(text) ? text : ""),
};

/** The state that an address asks for. */
export function readAddress(search) {
  const asked = new URLSearchParams(search);
  const state = { ...EMPTY };
  for (const name of Object.keys(EMPTY)) {
    if (name === "platform") state.platform = [...new Set(asked.getAll(name))].sort();
    else state[name] = (CHECKS[name] ?? ((text) => text))((asked.get(name) ?? "").trim());
  }
  return tidy(state);
}

/** What follows the question mark, empty for the first view. */
export function writeAddress(state) {
  const found = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) {
    if (name === "platform") for (const code of [...value].sort()) found.append(name, code);
    else if (value !== EMPTY[name]) found.set(name, value);
  }
  return found.toString();
}

/** Without choices that the kind of row does not have. */
export function tidy(state) {
  const found = { ...state };
  if (found.kind === "ads") found.scope = "";
  else {
    found.format = "";
    if (found.sort === "shown") found.sort = "";
  }
  if (found.min === "" && found.max === "") found.sure = "";
  return found;
}

/** True for the ranges that end before they begin: nothing lies in them. */
export function reversed({ from, to, min, max }) {
  return { days: from !== "" && to !== "" && from > to, amounts: min !== "" && max !== "" && Number(min) > Number(max) };
}

/** With a currency where amounts are compared: they are in one only. */
export function priced(state, currency) {
  const isAmount = state.sort === "spent" || state.min !== "" || state.max !== "";
  return isAmount && !state.currency ? { ...state, currency } : state;
}

/** How many filters are on: all but the kind of row and its order. */
export function countFilters(state) {
  return Object.keys(EMPTY).filter((name) => !["kind", "sort"].includes(name) && String(state[name]) !== String(EMPTY[name])).length;
}

/** True if any filter is on. */
export function isFiltered(state) {
  return countFilters(state) > 0;
}
