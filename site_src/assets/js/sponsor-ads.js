// The ads of a sponsor: filtered, sorted, and opened by their anchors. The page holds the newest;
// all of them are in a file beside it, which is loaded only when the reader asks for something
// that the page does not hold. What is asked for stands in the address.

import { fold } from "./folding.js";
import { digits, language, say, sayCount } from "./words.js";

const BATCH = 50;
const DELAY = 250;
const FIELDS = ["words", "from", "to", "platform", "place", "min", "max", "currency", "sort"];
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

class AdList {
  constructor(box) {
    const one = (selector) => box.querySelector(selector);
    this.box = box;
    this.list = one(".pfb-ads");
    this.form = one(".pfb-adfilter");
    this.status = one("[data-pfb-status]");
    this.more = one("[data-pfb-more]");
    this.blank = one("template").content.firstElementChild;
    this.reset = one("button[type=reset]");
    this.listed = Number(box.dataset.listed);
    this.ads = null;
    this.shown = this.list.children.length;
    this.query = null;
    this.watch();
    this.form.hidden = false;
    this.showMore(this.listed);
  }

  watch() {
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.changed("replaceState"), DELAY);
    };
    this.form.addEventListener("input", (event) => {
      if (event.target.matches("input")) later();
    });
    this.form.addEventListener("change", (event) => {
      if (event.target.matches("select")) this.changed("pushState");
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      this.changed("pushState");
    });
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const name of FIELDS) this.set(name, "");
      this.changed("pushState");
      this.form.elements.sort.focus();
    });
    this.form.querySelector("details").addEventListener("toggle", (event) => {
      if (event.target.open) this.load();
    });
    this.more.addEventListener("click", async () => {
      const before = this.shown;
      if (!(await this.load())) return;
      this.shown = before + BATCH;
      this.render();
      this.focus(this.list.children[before]);
    });
    this.list.addEventListener("click", (event) => {
      const link = event.target.closest(".pfb-ad__own");
      if (link) this.copy(link);
    });
    window.addEventListener("popstate", () => this.follow());
    window.addEventListener("hashchange", () => this.openAnchor());
  }

  // Loading -------------------------------------------------------------------

  load() {
    this.loading ??= this.fetchAll();
    return this.loading;
  }

  async fetchAll() {
    const timer = setTimeout(() => this.announce(say("The ads are being loaded.")), DELAY);
    try {
      const answer = await fetch(this.box.dataset.pfbAds);
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      this.places = found.places;
      this.ads = found.ads;
      this.fillOptions();
      return true;
    } catch {
      this.loading = undefined;
      this.announce(say("The ads could not be loaded. Please try again; the data file (CSV) has all of them."));
      return false;
    } finally {
      clearTimeout(timer);
      if (this.status.textContent === say("The ads are being loaded.")) this.announce("");
    }
  }

  fillOptions() {
    const count = (values) => {
      const counts = new Map();
      for (const value of values) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
      return counts;
    };
    const platforms = [...count(this.ads.map((ad) => ad.platform)).keys()].sort(collator.compare);
    const places = Object.entries(this.places).sort((a, b) => collator.compare(a[1], b[1]));
    const byCurrency = count(this.ads.map((ad) => ad.currency));
    this.currencies = [...byCurrency.keys()].sort((a, b) => byCurrency.get(b) - byCurrency.get(a) || collator.compare(a, b));
    this.options("platform", platforms.map((name) => [name, name]));
    this.options("place", places);
    this.options("currency", this.currencies.map((code) => [code, code]));
  }

  options(name, pairs) {
    const select = this.form.elements[name];
    for (const [value, text] of pairs) select.add(new Option(text, value));
    select.closest("label").hidden = pairs.length < 2;
  }

  // State ---------------------------------------------------------------------

  set(name, value) {
    const field = this.form.elements[name];
    field.value = value;
    if (field.selectedIndex === -1) field.selectedIndex = 0;
  }

  get(name) {
    const value = this.form.elements[name].value.trim();
    // The first currency is no choice: it only says in which the spend is meant.
    return name === "currency" && value === this.currencies?.[0] ? "" : value;
  }

  asked() {
    return FIELDS.some((name) => this.get(name));
  }

  changed(how) {
    const state = new URLSearchParams();
    for (const name of FIELDS) if (this.get(name)) state.set(name, this.get(name));
    const search = state.size ? `?${state}` : "";
    if (search !== window.location.search) window.history[how](null, "", window.location.pathname + search);
    this.query = search;
    this.run();
  }

  // The address has changed, or the page was opened.
  async follow() {
    if (window.location.search === this.query) return;
    const isFirst = this.query === null;
    this.query = window.location.search;
    const asked = new URLSearchParams(this.query);
    if (isFirst && !FIELDS.some((name) => asked.get(name))) return;
    if (!(await this.load())) return;
    for (const name of FIELDS) this.set(name, asked.get(name) ?? "");
    if (FIELDS.some((name) => name !== "sort" && this.get(name))) this.form.querySelector("details").open = true;
    await this.run();
  }

  async run() {
    if (!(await this.load())) return;
    this.shown = BATCH;
    this.render();
    this.tell();
  }

  // Filtering and sorting -----------------------------------------------------

  found() {
    const want = Object.fromEntries(FIELDS.map((name) => [name, this.get(name)]));
    const words = fold(want.words).split(/\s+/).filter(Boolean);
    const kept = this.ads.filter((ad) => this.fits(ad, want) && words.every((word) => this.haystack(ad).includes(word)));
    return this.sorted(kept, want.sort);
  }

  fits(ad, want) {
    if (want.platform && ad.platform !== want.platform) return false;
    if (want.place && !ad.places?.some((code) => code === want.place || code.startsWith(`${want.place}-`))) return false;
    if (want.from || want.to) {
      if (!ad.from) return false;
      // An ad without an end may still run.
      if (want.from && ad.to && (ad.to < ad.from ? ad.from : ad.to) < want.from) return false;
      if (want.to && ad.from > want.to) return false;
    }
    if (want.min || want.max) {
      if (ad.spend_lo === undefined || ad.currency !== (want.currency || this.currencies[0])) return false;
      if (want.min && (ad.spend_hi ?? Infinity) < Number(want.min)) return false;
      if (want.max && ad.spend_lo > Number(want.max)) return false;
    } else if (want.currency && ad.currency !== want.currency) return false;
    return true;
  }

  haystack(ad) {
    ad.words ??= fold([ad.id, ad.text, ad.rest, ad.advertiser, ad.contest, ad.landing_text, ad.platform, ad.format, ad.note,
      ...(ad.targeting ?? []), ...(ad.facts ?? []).flat(), ...(ad.places ?? []).map((code) => this.places[code])].filter(Boolean).join(" "));
    return ad.words;
  }

  // The file is in the order of the newest. Unknown amounts come last; an open range before others.
  sorted(ads, by) {
    if (!by) return ads;
    const [lo, hi] = by === "spent" ? ["spend_lo", "spend_hi"] : ["shown_lo", "shown_hi"];
    const turns = new Map(this.currencies.map((code, index) => [code, index]));
    const turn = (ad) => (by === "spent" ? (turns.get(ad.currency) ?? turns.size) : 0);
    const known = ads.filter((ad) => ad[lo] !== undefined);
    known.sort((a, b) => turn(a) - turn(b) || b[lo] - a[lo] || (b[hi] === a[hi] ? 0 : (b[hi] ?? Infinity) - (a[hi] ?? Infinity)));
    return known.concat(ads.filter((ad) => ad[lo] === undefined));
  }

  // Showing -------------------------------------------------------------------

  render() {
    const found = this.found();
    this.list.replaceChildren(...found.slice(0, this.shown).map((ad) => this.item(ad)));
    this.shown = Math.min(this.shown, found.length);
    this.showMore(found.length);
    this.reset.hidden = !this.asked();
    this.mark();
    return found;
  }

  showMore(count) {
    const rest = Math.min(BATCH, Math.min(count, this.ads?.length ?? count) - this.shown);
    this.more.hidden = rest <= 0;
    this.more.textContent = sayCount("Show {count} more ad", "Show {count} more ads", rest);
  }

  tell() {
    const found = this.found().length;
    const all = digits(this.ads.length);
    const parts = [];
    if (!this.asked()) parts.push(sayCount("{count} ad.", "{count} ads.", this.ads.length));
    else if (!found) parts.push(say("None of the {count} ads fits. Take a filter away.", { count: all }));
    else parts.push(say("{found} of {count} ads fit.", { found: digits(found), count: all }));
    if (found > this.shown) parts.push(say("The first {count} are shown.", { count: digits(this.shown) }));
    if (this.get("sort") === "spent" && this.currencies.length > 1) parts.push(say("Each currency is sorted apart."));
    if (this.ads.length < this.listed) parts.push(say("Only the newest {held} of {count} ads can be filtered here.", { held: all, count: digits(this.listed) }));
    this.announce(parts.join(" "));
  }

  announce(text) {
    this.status.textContent = text;
  }

  item(ad) {
    const item = this.blank.cloneNode(true);
    item.id = ad.anchor;
    item.classList.toggle("is-gone", Boolean(ad.is_gone));
    fill(item, ad);
    const own = item.querySelector("[data-own]");
    own.removeAttribute("data-own");
    own.setAttribute("href", `#${ad.anchor}`);
    own.title = ad.trace;
    item.querySelector(".pfb-amount").classList.toggle("pfb-unknown", ad.spend_kind === "unknown");
    if (ad.language && ad.text) item.querySelector(".pfb-ad__text").lang = ad.language;
    return item;
  }

  // Anchors -------------------------------------------------------------------

  anchor() {
    const name = window.location.hash.slice(1);
    return name.startsWith("ad-") ? name : "";
  }

  mark() {
    const anchor = this.anchor();
    for (const item of this.list.children) item.classList.toggle("is-target", item.id === anchor);
  }

  async openAnchor() {
    const anchor = this.anchor();
    this.mark();
    if (!anchor) return;
    if (!document.getElementById(anchor)) {
      if (!(await this.load())) return;
      const place = () => this.found().findIndex((ad) => ad.anchor === anchor);
      if (place() < 0 && this.ads.some((ad) => ad.anchor === anchor)) {
        for (const name of FIELDS) this.set(name, "");
        window.history.replaceState(null, "", window.location.pathname + window.location.hash);
        this.query = "";
      }
      if (place() < 0) return this.announce(say("The ad of this address is not in the list. It may have another address now."));
      this.shown = Math.max(this.shown, BATCH * Math.ceil((place() + 1) / BATCH));
      this.render();
      this.tell();
    }
    this.focus(document.getElementById(anchor));
  }

  focus(item) {
    if (!item) return;
    item.tabIndex = -1;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: "start" });
  }

  async copy(link) {
    const address = window.location.origin + window.location.pathname + link.getAttribute("href");
    try {
      await navigator.clipboard.writeText(address);
      this.announce(say("The address of this ad was copied."));
    } catch {
      // Without the right to copy it is a link like any other.
    }
  }
}

// Fills a copy of the template: data-if and data-unless keep or drop, data-each repeats, data-f is
// a text, data-href an address. Everything becomes text nodes; addresses were checked when built.
function fill(node, values) {
  for (const part of [...node.querySelectorAll("[data-each]")]) {
    const name = part.dataset.each;
    const between = part.dataset.between ?? "";
    part.removeAttribute("data-each");
    part.removeAttribute("data-between");
    (values[name] ?? []).forEach((value, index) => {
      const copy = part.cloneNode(true);
      const own = Array.isArray(value) ? value : { ".": value };
      if (copy.dataset.f) write(copy, own);
      fill(copy, own);
      if (index && between) part.before(between);
      part.before(copy);
    });
    part.remove();
  }
  for (const part of node.querySelectorAll("[data-if], [data-unless], [data-href], [data-f]")) {
    const { if: kept, unless, href } = part.dataset;
    const isDropped = (kept && !values[kept]) || (unless && values[unless]) || (href && !values[href]);
    if (isDropped) {
      part.remove();
      continue;
    }
    if (href) part.setAttribute("href", values[href]);
    for (const name of ["data-if", "data-unless", "data-href"]) part.removeAttribute(name);
    if (part.dataset.f) write(part, values);
  }
}

function write(part, values) {
  const text = values[part.dataset.f];
  part.removeAttribute("data-f");
  if (text === undefined || text === "") part.remove();
  else part.textContent = text;
}

for (const box of document.querySelectorAll("[data-pfb-ads]")) {
  const ads = new AdList(box);
  ads.follow().then(() => ads.openAnchor());
}
