// The search page: results with filters and sorting. Its state is the address,
// so that a search can be linked to, bookmarked and gone back to.

import { element } from "../dom.js";
import { expand, load, marked, search } from "./index.js";
import { digits, language, say, sayCount } from "../words.js";

const BATCH = 10;
const DELAY = 200;
const GROUPS = ["platform", "year", "place"];
const MANY = 12; // from this many values on, a filter gets its own box to narrow them

const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

export async function start(container) {
  const find = new FindPage(container);
  container.hidden = false;
  find.readAddress();
  await find.run();
  window.addEventListener("popstate", () => {
    find.readAddress();
    find.run();
  });
}

class FindPage {
  constructor(container) {
    const one = (selector) => container.querySelector(selector);
    this.form = one("form");
    this.query = this.form.elements.q;
    this.sort = this.form.elements.sort;
    this.status = one("[data-pfb-status]");
    this.hint = one("[data-pfb-hint]");
    this.list = one("[data-pfb-results]");
    this.more = one("[data-pfb-more]");
    this.clear = one("[data-pfb-clear]");
    this.activeCount = one("[data-pfb-active]");
    this.groups = new Map(GROUPS.map((name) => [name, one(`[data-pfb-filter="${name}"]`)]));
    this.selected = new Map(GROUPS.map((name) => [name, new Set()]));
    this.turn = 0;
    this.building = null; // the filters, once they have been asked for
    this.filters = one("details");
    this.filters.open = window.matchMedia("(min-width: 60rem)").matches;
    this.filters.addEventListener("toggle", () => this.filters.open && !this.building && this.run());
    this.query.addEventListener("focus", () => load().catch(() => {}), { once: true });

    let timer = 0;
    this.query.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.changed("replaceState"), DELAY);
    });
    this.sort.addEventListener("change", () => this.changed("pushState"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.changed("pushState");
    });
    this.more.addEventListener("click", () => this.showMore());
    this.clear.addEventListener("click", () => {
      for (const chosen of this.selected.values()) chosen.clear();
      this.changed("pushState");
      this.query.focus();
    });
  }

  // State ---------------------------------------------------------------------

  readAddress() {
    const asked = new URLSearchParams(window.location.search);
    this.query.value = asked.get("q") ?? "";
    this.sort.value = asked.get("sort") ?? "";
    if (this.sort.selectedIndex < 0) this.sort.value = "";
    for (const name of GROUPS) this.selected.set(name, new Set(asked.getAll(name)));
  }

  changed(how) {
    const state = new URLSearchParams();
    if (this.query.value.trim()) state.set("q", this.query.value.trim());
    for (const name of GROUPS) for (const value of [...this.selected.get(name)].sort(collator.compare)) state.append(name, value);
    if (this.sort.value) state.set("sort", this.sort.value);
    const address = `${window.location.pathname}${state.size ? `?${state}` : ""}`;
    if (address !== window.location.pathname + window.location.search) window.history[how](null, "", address);
    this.run();
  }

  options(without) {
    const filters = {};
    for (const [name, chosen] of this.selected) if (chosen.size && name !== without) filters[name] = { any: [...chosen] };
    return this.sort.value ? { filters, sort: { [this.sort.value]: "desc" } } : { filters };
  }

  // Results -------------------------------------------------------------------

  async run() {
    const turn = (this.turn += 1);
    const chosen = [...this.selected.values()].reduce((sum, values) => sum + values.size, 0);
    this.activeCount.textContent = chosen ? say("({count} on)", { count: chosen }) : "";
    this.clear.hidden = !chosen;
    this.hint.hidden = !chosen && !this.sort.value;
    const isBlank = !this.query.value.trim() && !chosen && !this.sort.value;
    if (isBlank) this.show({ results: [], entries: [] }, say("Type a name, or choose a filter."));
    // Nothing is loaded before it is needed: the index by a query, the filters by who opens them.
    const hasFilters = this.filters.open || chosen > 0;
    if (isBlank && !hasFilters) return;
    try {
      await load();
    } catch {
      if (turn === this.turn) this.status.textContent = say("Search could not be loaded. All sponsors are listed A to Z under “Sponsors”.");
      return;
    }
    try {
      const all = hasFilters || this.building ? await (this.building ??= this.buildFilters()) : null;
      const answer = isBlank ? null : await search(this.query.value, this.options(), BATCH);
      const counts = all && (answer ? await this.countGroups(answer) : all);
      if (turn !== this.turn) return;
      if (counts) this.showCounts(counts, answer?.note === "partial");
      if (answer) this.show({ results: answer.response.results, text: answer.text, entries: answer.entries, loaded: answer.loaded }, "", answer.note);
    } catch {
      if (turn === this.turn) this.show({ results: [], entries: [] }, say("The search did not work. Please try again."));
    }
  }

  // Within one group the values are alternatives, so its counts must not be
  // narrowed by its own choice.
  async countGroups(answer) {
    const pagefind = await load();
    const counts = {};
    for (const name of GROUPS) {
      const narrowed = this.selected.get(name).size > 0;
      const response = narrowed ? await pagefind.search(answer.text || null, this.options(name)) : answer.response;
      counts[name] = response.filters[name] ?? {};
    }
    return counts;
  }

  show({ results, entries, text, loaded = 0 }, message, note = "") {
    this.results = results;
    this.text = text ?? "";
    this.loaded = loaded;
    this.note = note;
    this.shown = new Set(entries.map((entry) => entry.url));
    this.list.replaceChildren(...entries.map(resultItem));
    this.report(message);
  }

  async showMore() {
    const next = this.results.slice(this.loaded, this.loaded + BATCH);
    const turn = this.turn;
    const entries = await expand(next, this.text, !this.sort.value);
    if (turn !== this.turn) return;
    this.loaded += next.length;
    const items = entries.filter((entry) => !this.shown.has(entry.url)).map(resultItem);
    if (!items.length && this.loaded < this.results.length) return void this.showMore();
    this.list.append(...items);
    this.report();
    items[0]?.querySelector("a").focus();
  }

  report(message) {
    const shown = this.list.children.length;
    const isAll = this.loaded >= this.results.length;
    this.more.hidden = isAll;
    if (message) this.status.textContent = message;
    else if (!shown) this.status.textContent = say("Nothing found. Try fewer letters, or only the rarest word of the name.");
    else {
      const count = isAll
        ? sayCount("{count} result", "{count} results", shown)
        : say("First {count} results, from {pages} pages", { count: digits(shown), pages: digits(this.results.length) });
      if (this.note === "corrected") this.status.textContent = say("No exact match. {results} for “{text}”.", { results: count, text: this.text });
      else if (this.note === "partial") this.status.textContent = say("Nothing has all of these words. {results} with some of them.", { results: count });
      else this.status.textContent = `${count}.`;
    }
  }

  // Filters -------------------------------------------------------------------

  /** Puts a box for each value into each group; returns how many pages have each value. */
  async buildFilters() {
    const pagefind = await load();
    const all = await pagefind.filters().catch((error) => {
      this.building = null; // so that the next attempt tries again
      throw error;
    });
    for (const [name, fieldset] of this.groups) {
      const values = Object.keys(all[name] ?? {});
      fieldset.hidden = !values.length;
      values.sort(collator.compare);
      if (name === "year") values.reverse();
      const options = element("div", "pfb-find__options");
      for (const value of values) options.append(this.checkbox(name, value));
      if (values.length >= MANY) fieldset.append(this.narrowing(name, options));
      fieldset.append(options);
    }
    return all;
  }

  checkbox(name, value) {
    const label = element("label");
    label.dataset.value = value;
    const box = element("input");
    box.type = "checkbox";
    box.addEventListener("change", () => {
      const chosen = this.selected.get(name);
      if (box.checked) chosen.add(value);
      else chosen.delete(value);
      this.changed("pushState");
    });
    const text = element("span", "", value);
    text.dir = "auto";
    label.append(box, text, element("span", "pfb-find__count"));
    return label;
  }

  narrowing(name, options) {
    const input = element("input", "pfb-search__input");
    input.type = "search";
    input.setAttribute("aria-label", `${say("Narrow the list")}: ${this.groups.get(name).querySelector("legend").textContent}`);
    input.placeholder = say("Narrow the list");
    input.addEventListener("input", () => {
      options.dataset.only = input.value;
      narrow(options);
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    return input;
  }

  showCounts(counts, isUncounted) {
    for (const [name, fieldset] of this.groups) {
      const options = fieldset.querySelector(".pfb-find__options");
      if (!options) continue;
      for (const label of options.children) {
        const count = counts[name]?.[label.dataset.value] ?? 0;
        const box = label.querySelector("input");
        box.checked = this.selected.get(name).has(label.dataset.value);
        label.querySelector(".pfb-find__count").textContent = isUncounted ? "" : digits(count);
        label.dataset.empty = String(!isUncounted && !count && !box.checked);
      }
      narrow(options);
    }
  }
}

// A long list shows only what can still be found and fits the reader's letters.
function narrow(options) {
  const only = (options.dataset.only ?? "").trim().toLowerCase();
  const isLong = options.children.length >= MANY;
  for (const label of options.children) {
    const fits = label.dataset.value.toLowerCase().includes(only);
    label.hidden = !fits || (isLong && label.dataset.empty === "true");
  }
}

function resultItem(entry) {
  const item = element("li");
  const link = element("a", "pfb-results__title", entry.title);
  link.href = entry.url;
  link.dir = "auto";
  item.append(link);
  const note = element("p", "pfb-results__note");
  if (entry.also) note.append(`${say("also: {name}", { name: entry.also })} · `);
  if (entry.kind) note.append(element("span", "pfb-kind", entry.kind), " ");
  if (entry.summary) note.append(entry.summary);
  if (note.childNodes.length) item.append(note);
  if (entry.excerpt.includes("<mark>")) {
    const excerpt = element("p", "pfb-results__excerpt");
    excerpt.append("… ", marked(entry.excerpt), " …");
    item.append(excerpt);
  }
  return item;
}
