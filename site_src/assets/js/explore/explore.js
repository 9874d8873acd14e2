// The Explore page: the form, the address and what is shown. The work is done
// by a worker (worker.js), which reads files of this site by ranges.

import { drawPlatforms, drawTime } from "./chart.js";
import { resultItem } from "./results.js";
import { SponsorBox } from "./sponsor.js";
import { EMPTY, countFilters, isFiltered, priced, readAddress, reversed, tidy, writeAddress } from "./state.js";
import { digits, say, sayCount } from "../words.js";

const PAGE = 20;
const DELAY = 350;

class Explore {
  constructor(container) {
    this.container = container;
    this.one = (selector) => container.querySelector(selector);
    this.form = this.one("form");
    this.sort = this.one("[name=sort]");
    this.root = new URL(container.dataset.root, window.location.href);
    this.turn = 0;
    this.waiting = new Map();
    this.next = 0;
    this.shown = PAGE;
    this.csvJob = null;
    this.names = this.readNames();
    const wide = window.matchMedia("(min-width: 60rem)");
    const fold = () => { this.one("details").open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
  }

  async start() {
    this.container.hidden = false;
    try {
      this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    } catch {
      this.fail(say("This browser cannot run this page. All of the data is among the downloads."));
      return;
    }
    this.worker.addEventListener("message", ({ data }) => this.answered(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fail(say("This browser cannot run this page. All of the data is among the downloads."));
    });
    this.box = new SponsorBox(this.one("#pfb-x-sponsor"), this.one("#pfb-x-sponsors"), (action, asked) => this.ask(action, asked), (id) => this.change({ sponsor: id }));
    this.listen();
    this.read();
    try {
      const data = new URL(this.container.dataset.data, window.location.href).href;
      this.known = await this.ask("start", { data, site: this.root.href });
    } catch (error) {
      this.failed(error);
      return;
    }
    await this.run();
  }

  /** Asks the worker; `watch` is told how far it is. */
  ask(action, asked = {}, watch = null) {
    const id = (this.next += 1);
    this.worker.postMessage({ id, action, ...asked });
    return Object.assign(new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject, watch })), { id });
  }

  answered({ id, answer, error, progress }) {
    const { resolve, reject, watch } = this.waiting.get(id);
    if (progress !== undefined) return watch?.(progress);
    this.waiting.delete(id);
    return error === undefined ? resolve(answer) : reject(new Error(error));
  }

  // The names of values are those of the form.
  readNames() {
    const texts = (selector) => new Map([...this.container.querySelectorAll(selector)].map((option) => [option.value, option]));
    const [scopes, formats, places, currencies] = ["scope", "format", "place", "currency"].map((name) => texts(`[name=${name}] option`));
    const platforms = texts("[name=platform]");
    return {
      platform: (code) => platforms.get(code)?.nextElementSibling.textContent ?? code,
      scope: (code) => scopes.get(code)?.textContent ?? code,
      format: (code) => formats.get(code)?.textContent ?? code,
      place: (code) => places.get(code)?.textContent ?? code ?? "",
      sign: (code) => currencies.get(code)?.dataset.sign ?? (code ? `${code}\u00a0` : ""),
    };
  }

  // State -----------------------------------------------------------------------

  listen() {
    let timer = 0;
    this.form.addEventListener("input", (event) => {
      if (!["search", "number", "date"].includes(event.target.type)) return;
      clearTimeout(timer);
      timer = setTimeout(() => this.change(this.readForm(), "replaceState"), DELAY);
    });
    this.form.addEventListener("change", (event) => {
      if (event.target.id === "pfb-x-sponsor") return;
      clearTimeout(timer);
      this.change(this.readForm());
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.change({ ...EMPTY, kind: this.state.kind });
      this.one("#pfb-x-count").focus();
    });
    this.sort.addEventListener("change", () => this.change({ sort: this.sort.value }));
    this.one("[data-more]").addEventListener("click", () => this.showMore());
    this.one("[data-csv]").addEventListener("click", () => (this.csvJob ? this.stopCsv() : this.writeCsv()));
    window.addEventListener("popstate", () => {
      this.read();
      this.run();
    });
  }

  // An address with an amount and no currency is read, and then written, with the usual one.
  read() {
    const asked = readAddress(window.location.search);
    this.state = priced(asked, this.mainCurrency());
    if (this.state !== asked) window.history.replaceState(null, "", `?${writeAddress(this.state)}`);
    this.fillForm();
  }

  readForm() {
    const read = new FormData(this.form);
    const found = { platform: read.getAll("platform").sort() };
    for (const name of ["kind", "q", "from", "to", "place", "format", "scope", "currency", "min", "max"]) found[name] = (read.get(name) ?? "").trim();
    found.sure = read.has("sure") ? "1" : "";
    return found;
  }

  change(changes, how = "pushState") {
    const before = writeAddress(this.state);
    this.state = tidy(priced({ ...this.state, ...changes }, this.mainCurrency()));
    const address = writeAddress(this.state);
    this.fillForm();
    if (address === before) return;
    window.history[how](null, "", window.location.pathname + (address ? `?${address}` : ""));
    this.run();
  }

  mainCurrency() {
    const options = [...this.form.elements.currency.options].map((option) => option.value).filter(Boolean);
    return options.includes("USD") ? "USD" : (options[0] ?? "");
  }

  fillForm() {
    const { state, form } = this;
    for (const name of ["q", "from", "to", "place", "format", "scope", "currency", "min", "max"]) {
      const field = form.elements[name];
      if (field.value !== state[name] && !(document.activeElement === field && field.value.trim() === state[name])) field.value = state[name];
    }
    for (const box of form.querySelectorAll("[name=platform]")) box.checked = state.platform.includes(box.value);
    form.elements.kind.value = state.kind;
    form.elements.sure.checked = state.sure === "1";
    for (const part of this.container.querySelectorAll("[data-only]")) {
      part.hidden = part.dataset.only !== state.kind;
      if (part.tagName === "OPTION") part.disabled = part.hidden;
    }
    for (const part of form.querySelectorAll("[data-about]")) part.hidden = part.dataset.about !== state.kind;
    this.warn();
    this.sort.value = state.sort;
    const count = countFilters(state);
    this.one("[data-active]").textContent = count ? say("({count} on)", { count }) : "";
    if (!state.sponsor) this.box.show("", null);
  }

  // Says beside the fields that a range ends before it begins.
  warn() {
    const { days, amounts } = reversed(this.state);
    const fields = { days: ["from", "to"], amounts: ["min", "max"] };
    const texts = {
      days: days ? say("The first day is after the last: no day lies between them.") : "",
      amounts: amounts ? say("The lower amount is above the upper one: no amount lies between them.") : "",
    };
    for (const [name, text] of Object.entries(texts)) {
      const said = this.one(`[data-wrong=${name}]`);
      if (said.textContent !== text) said.textContent = text;
      for (const field of fields[name].map((own) => this.form.elements[own])) {
        if (text) field.setAttribute("aria-invalid", "true");
        else field.removeAttribute("aria-invalid");
      }
    }
  }

  // Results ---------------------------------------------------------------------

  async run() {
    if (!this.known) return;
    const turn = (this.turn += 1);
    const { state } = this;
    this.shown = PAGE;
    this.stopCsv();
    this.one("[data-error]").hidden = true;
    this.container.setAttribute("aria-busy", "true");
    try {
      const answer = await this.ask("find", { state, limit: PAGE + 1 });
      if (turn !== this.turn) return;
      this.found = answer;
      if (state.sponsor) this.box.show(state.sponsor, answer.sponsor);
      this.report(answer);
      this.draw(this.mayAdd() ? null : undefined);
      const rows = await this.ask("rows", { kind: state.kind, numbers: answer.numbers.slice(0, PAGE) });
      if (turn !== this.turn) return;
      this.one("[data-list]").replaceChildren(...rows.map((row) => resultItem(row, state.kind, this.names, this.root)));
      this.one("[data-more]").hidden = answer.numbers.length <= PAGE;
      this.container.removeAttribute("aria-busy");
      // Of which address the rows, and then the sums, are shown.
      this.container.dataset.shown = writeAddress(state);
      if (this.mayAdd()) {
        const sums = await this.ask("amounts", { state });
        if (turn !== this.turn) return;
        this.draw(sums);
      }
      this.container.dataset.summed = writeAddress(state);
    } catch (error) {
      if (turn === this.turn) this.failed(error);
    }
  }

  // Published totals overlap, and one may stand in several snapshots under several ids.
  mayAdd() {
    return this.state.kind === "ads";
  }

  report({ count, isWhole }) {
    const { kind } = this.state;
    const all = this.known.counts[kind];
    const words = kind === "ads"
      ? sayCount("{count} ad", "{count} ads", all)
      : sayCount("{count} published total", "{count} published totals", all);
    const isSome = isFiltered(this.state);
    let text = isSome ? say("{found} of {all}", { found: digits(count), all: words }) : words;
    if (!count) text = kind === "ads" ? say("No ad fits") : say("No published total fits");
    this.one("#pfb-x-count").textContent = text;
    const notes = [count ? "" : say("Take a filter away, or make a range wider."), this.state.sort === "spent" ? say("Sorted in one currency: amounts in different currencies are not compared.") : "", isWhole ? say("This server does not send parts of files, so whole files are read. That is slower.") : ""];
    this.one("[data-notes]").textContent = notes.filter(Boolean).join(" ");
    this.one("[data-found]").hidden = !count;
    this.one("[data-progress]").textContent = "";
  }

  draw(sums) {
    const { months } = this.found;
    drawTime(this.one("[data-chart]"), months, this.state.kind);
    const { platforms, currencies } = this.known;
    drawPlatforms(this.one("[data-by]"), months, sums, this.state.kind, { platforms, currencies, names: this.names });
  }

  async showMore() {
    const { turn, state } = this;
    const from = this.shown;
    try {
      const { numbers } = await this.ask("find", { state, limit: from + PAGE + 1 });
      const rows = await this.ask("rows", { kind: state.kind, numbers: numbers.slice(from, from + PAGE) });
      if (turn !== this.turn || from !== this.shown) return;
      this.shown = from + PAGE;
      const items = rows.map((row) => resultItem(row, state.kind, this.names, this.root));
      this.one("[data-list]").append(...items);
      this.one("[data-more]").hidden = numbers.length <= from + PAGE;
      const first = items[0]?.querySelector("h3");
      if (first) {
        first.tabIndex = -1;
        first.focus();
      }
    } catch (error) {
      if (turn === this.turn) this.failed(error);
    }
  }

  failed(error) {
    this.fail(say("The data could not be read ({reason}). Please try again; all of it is among the downloads.", { reason: error.message }));
  }

  fail(text) {
    this.container.removeAttribute("aria-busy");
    this.one("#pfb-x-count").textContent = "";
    this.one("[data-found]").hidden = true;
    const box = this.one("[data-error]");
    box.textContent = text;
    box.hidden = false;
  }

  // CSV -------------------------------------------------------------------------

  async writeCsv() {
    const { state } = this;
    const count = digits(this.found.count);
    const progress = this.one("[data-progress]");
    const watch = (done) => { progress.textContent = say("{done} of {count} rows written…", { done: digits(done), count }); };
    const job = this.ask("csv", { state }, watch);
    this.csvJob = job;
    this.one("[data-csv]").textContent = say("Stop writing");
    try {
      const blob = await job;
      if (!blob || this.csvJob !== job) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `paid-for-by-${state.kind}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
      progress.textContent = sayCount("{count} row written.", "{count} rows written.", this.found.count);
    } catch (error) {
      progress.textContent = say("The file could not be written ({reason}). Please try again.", { reason: error.message });
    } finally {
      if (this.csvJob === job) this.endCsv();
    }
  }

  stopCsv() {
    if (!this.csvJob) return;
    this.ask("stop", { other: this.csvJob.id });
    this.one("[data-progress]").textContent = "";
    this.endCsv();
  }

  endCsv() {
    this.csvJob = null;
    this.one("[data-csv]").textContent = say("Download these rows (CSV)");
  }
}

const container = document.querySelector("[data-pfb-explore]");
if (container) new Explore(container).start();
