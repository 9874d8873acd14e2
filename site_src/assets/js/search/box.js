// The search boxes: suggestions as one types (an ARIA combobox). Without this
// script each box is a plain form that leads to the search page.

import { element } from "../dom.js";
import { load, normalise, search, searchPage } from "./index.js";
import { say, sayCount } from "../words.js";

const LIMIT = 8;
const DELAY = 120;

/** What stands beside the name of a result: another name that was found, what it is, its figures. */
export function noteOf({ also, kind, summary }) {
  return [also && say("also: {name}", { name: also }), kind, summary].filter(Boolean).join(" · ");
}

class SearchBox {
  constructor(form) {
    this.form = form;
    this.input = form.elements.q;
    this.timer = 0;
    this.turn = 0; // answers to an older query are dropped
    this.active = -1;
    this.options = [];

    this.list = element("ul", "pfb-suggest");
    this.list.id = `${this.input.id}-list`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", say("Suggestions"));
    this.list.hidden = true;
    this.status = element("div", "visually-hidden");
    this.status.setAttribute("role", "status");
    form.append(this.list, this.status);

    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [name, value] of Object.entries(attributes)) this.input.setAttribute(name, value);

    this.input.addEventListener("focus", () => load().catch(() => {}), { once: true });
    this.input.addEventListener("input", () => this.schedule());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus
    this.list.addEventListener("click", (event) => this.click(event));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) this.close();
    });
    form.addEventListener("submit", (event) => {
      if (!normalise(this.input.value)) event.preventDefault();
    });
  }

  schedule() {
    clearTimeout(this.timer);
    this.turn += 1;
    if (normalise(this.input.value).length < 2) this.close();
    else this.timer = setTimeout(() => this.suggest(this.turn), DELAY);
  }

  async suggest(turn) {
    const typed = this.input.value;
    try {
      const answer = await search(typed, {}, LIMIT + 4, LIMIT);
      if (turn === this.turn && document.activeElement === this.input) this.show(answer, typed);
    } catch {
      if (turn === this.turn) this.tell(say("Suggestions could not be loaded. Press Enter to search."));
    }
  }

  show({ entries, note, text }, typed) {
    const shown = entries.slice(0, LIMIT);
    const query = note === "corrected" ? text : normalise(typed);
    this.active = -1;
    this.options = shown.map((entry) => this.option(entry.url, entry.title, noteOf(entry)));
    if (shown.length) {
      const all = new URL(searchPage);
      all.searchParams.set("q", query);
      const last = this.option(all.href, say("All results for “{query}”", { query }), "");
      last.classList.add("pfb-suggest__more");
      this.options.push(last);
    }
    this.list.replaceChildren(...this.options);
    this.list.dataset.typed = typed; // what these suggestions answer
    this.open(shown.length > 0);
    if (!shown.length) this.tell(say("No suggestions"));
    else if (note === "corrected") this.tell(sayCount("No exact match. {count} suggestion for {text}", "No exact match. {count} suggestions for {text}", shown.length, { text }));
    else if (note) this.tell(sayCount("No exact match. {count} suggestion", "No exact match. {count} suggestions", shown.length));
    else this.tell(sayCount("{count} suggestion", "{count} suggestions", shown.length));
  }

  option(url, title, note) {
    const made = element("li");
    made.id = `${this.list.id}-${url.replace(/[^\w-]+/g, "-")}`;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    made.dataset.url = url;
    const name = element("span", "pfb-suggest__title", title);
    name.dir = "auto";
    made.append(name);
    if (note) made.append(element("span", "pfb-suggest__note", note));
    return made;
  }

  key(event) {
    const isOpen = !this.list.hidden;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !isOpen) this.schedule();
    else if (step) this.move(step);
    else if (event.key === "Escape" && isOpen) this.close();
    else if (event.key === "Enter" && isOpen && this.active >= 0) this.go(this.options[this.active], event);
    else return;
    event.preventDefault();
  }

  // From the last option on to the box itself, and round again.
  move(step) {
    const places = this.options.length + 1;
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = ((this.active + 1 + step + places) % places) - 1;
    const option = this.options[this.active];
    if (!option) return this.input.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", option.id);
  }

  click(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.go(option, event);
  }

  go(option, event) {
    if (event.ctrlKey || event.metaKey) return void window.open(option.dataset.url, "_blank", "noopener");
    this.close();
    window.location.assign(option.dataset.url);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.active = -1;
    this.open(false);
    this.tell("");
  }

  tell(text) {
    this.status.textContent = text;
  }
}

for (const form of document.querySelectorAll("form[data-pfb-search]")) new SearchBox(form);

const page = document.querySelector("[data-pfb-find]");
if (page) import("./page.js").then((module) => module.start(page));
