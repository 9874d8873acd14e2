// The box for a sponsor: suggestions as one types (an ARIA combobox). Only a
// suggestion can be chosen; an empty box means all sponsors.

import { element } from "../dom.js";
import { say, sayCount } from "../words.js";

const LIMIT = 8;
const DELAY = 150;

export class SponsorBox {
  /** `ask` sends a question to the worker; `chosen` is called with an id or an empty text. */
  constructor(input, list, ask, chosen) {
    Object.assign(this, { input, list, ask, chosen });
    this.id = "";
    this.name = "";
    this.turn = 0;
    this.active = -1;
    input.addEventListener("input", () => this.schedule());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.leave());
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option?.dataset.number) this.choose(Number(option.dataset.number));
    });
  }

  /** Shows the sponsor of the state. */
  show(id, sponsor) {
    this.id = id;
    this.name = id ? (sponsor?.name ?? say("A sponsor that this site does not know")) : "";
    if (document.activeElement !== this.input || id) this.input.value = this.name;
  }

  schedule() {
    clearTimeout(this.timer);
    this.turn += 1;
    const typed = this.input.value.trim();
    if (!typed) {
      this.close();
      if (this.id) this.chosen("");
    } else this.timer = setTimeout(() => this.suggest(typed, this.turn), DELAY);
  }

  async suggest(typed, turn) {
    const found = await this.ask("suggest", { typed, limit: LIMIT }).catch(() => []);
    if (turn !== this.turn) return;
    this.options = found.map(({ name, also, number: own, count }, place) => {
      const option = element("li");
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.number = own;
      const title = element("span", "pfb-suggest__title", name);
      title.dir = "auto";
      const note = [also && say("also: {name}", { name: also }), sayCount("{count} row", "{count} rows", count)];
      option.append(title, element("span", "pfb-suggest__note", note.filter(Boolean).join(" · ")));
      return option;
    });
    if (!found.length) {
      const none = element("li", "pfb-suggest__note", say("No sponsor has this name"));
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      this.list.replaceChildren(none);
    } else this.list.replaceChildren(...this.options);
    this.list.dataset.typed = typed;
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(-1);
  }

  mark(place) {
    this.active = place;
    this.options.forEach((option, own) => option.setAttribute("aria-selected", String(own === place)));
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else {
      this.input.setAttribute("aria-activedescendant", this.options[place].id);
      this.options[place].scrollIntoView({ block: "nearest" });
    }
  }

  key(event) {
    const isOpen = !this.list.hidden && this.options?.length;
    if (event.key === "Enter") {
      event.preventDefault();
      if (isOpen) this.choose(Number(this.options[Math.max(0, this.active)].dataset.number));
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (isOpen && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const count = this.options.length;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(this.active < 0 && step < 0 ? count - 1 : (this.active + step + count) % count);
    }
  }

  async choose(own) {
    this.turn += 1;
    this.close();
    const sponsor = await this.ask("numbered", { number: own });
    this.show(sponsor.sponsor_id, sponsor);
    this.chosen(sponsor.sponsor_id);
  }

  close() {
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  // What was typed and not chosen filters nothing: the box shows what does.
  leave() {
    this.turn += 1;
    this.close();
    this.input.value = this.name;
  }
}
