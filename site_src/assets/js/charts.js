// Charts: an interactive view on request, and a button that copies the code of a frame.
//
// The library (assets/vendor/vega.js) and the rows of the chart are loaded when the reader asks
// for the first interactive chart. Its expressions are interpreted, never compiled: the page
// allows no eval. Words of an archive go into the page as text only.

import { element } from "./dom.js";
import { say } from "./words.js";

const DAY = 86400000;
const SHORTEST = 28 * DAY;

let library;

function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = new URL("../vendor/vega.js", import.meta.url).href;
    script.onload = () => resolve(window.vegaEmbed);
    script.onerror = () => {
      library = undefined;
      script.remove();
      reject(new Error("no library"));
    };
    document.head.append(script);
  });
  return library;
}

// Colours in a specification are names of CSS variables: as the page has them now.
function coloured(node, style) {
  if (typeof node === "string") {
    return node.replace(/--pfb-[a-z-]+/g, (name) => style.getPropertyValue(name).trim());
  }
  if (Array.isArray(node)) return node.map((item) => coloured(item, style));
  if (node && typeof node === "object") {
    return Object.fromEntries(
      Object.entries(node).map(([key, value]) => [key, key === "data" ? value : coloured(value, style)]),
    );
  }
  return node;
}

class LiveChart {
  constructor(figure, spec, embed) {
    this.spec = spec;
    this.embed = embed;
    this.rows = spec.data.values;
    this.isTimeline = spec.params.some((param) => param.name === "from");
    this.plot = figure.querySelector(".pfb-chart__plot");
    this.box = element("div");
    this.area = element("div", "pfb-chart__live");
    this.area.classList.toggle("is-timeline", this.isTimeline);
    this.area.setAttribute("aria-hidden", "true");
    // A map keeps its proportions; other charts are as high as their picture.
    const size = spec.usermeta?.size;
    if (size) Object.assign(this.area.style, { maxWidth: `${size[0]}px`, aspectRatio: size.join(" / ") });
    else this.area.style.height = `${this.plot.clientHeight}px`;
    this.tip = element("div", "pfb-chart__tip");
    this.tip.hidden = true;
    this.said = element("p", "pfb-chart__said", say("Point at a part of the chart, or move the slider, to read its exact amount."));
    this.said.setAttribute("role", "status");
    this.box.setAttribute("role", "group");
    const title = figure.querySelector("figcaption").textContent;
    this.box.setAttribute("aria-label", say("Interactive view: {title}", { title }));
    this.box.append(this.area, this.said, this.controls());
    if (this.isTimeline) {
      const value = (name) => spec.params.find((param) => param.name === name).value;
      this.first = this.from = value("from");
      this.end = this.to = value("to");
      this.makeDraggable();
    }
    this.watch = new MutationObserver(() => this.draw());
    this.watch.observe(document.documentElement, { attributes: true, attributeFilter: ["data-md-color-scheme"] });
    this.width = 0;
    this.resize = new ResizeObserver(() => {
      if (this.area.clientWidth && this.area.clientWidth !== this.width) this.draw();
    });
  }

  controls() {
    const steps = element("div", "pfb-chart__steps");
    const label = element("label", "", this.isTimeline ? say("Week") : say("Row of the chart"));
    this.slider = element("input");
    Object.assign(this.slider, { type: "range", min: 0, max: this.rows.length - 1, step: 1, value: 0 });
    this.slider.setAttribute("aria-valuetext", this.rows[0].words);
    this.slider.addEventListener("input", () => this.pick(Number(this.slider.value), true));
    label.append(this.slider);
    steps.append(label);
    if (this.isTimeline) {
      const span = () => this.to - this.from;
      for (const [text, act] of [
        [say("Earlier"), () => this.show(this.from - span() / 2, span())],
        [say("Later"), () => this.show(this.from + span() / 2, span())],
        [say("Closer"), () => this.show(this.from + span() / 4, span() / 2)],
        [say("Wider"), () => this.show(this.from - span() / 2, span() * 2)],
        [say("All weeks"), () => this.show(this.first, this.end - this.first)],
      ]) {
        const button = element("button", "", text);
        button.type = "button";
        button.addEventListener("click", act);
        steps.append(button);
      }
    }
    return steps;
  }

  async draw() {
    this.width = this.area.clientWidth;
    const spec = coloured(this.spec, getComputedStyle(document.documentElement));
    spec.width = this.width;
    spec.height = this.area.clientHeight;
    const stage = element("div");
    const { view } = await this.embed(stage, spec, {
      mode: "vega-lite", renderer: "svg", ast: true, actions: false, tooltip: false, defaultStyle: false,
    });
    this.view?.finalize();
    this.view = view;
    this.area.replaceChildren(stage, this.tip);
    view.addEventListener("pointermove", (event, item) => this.hover(event, item?.datum));
    view.addEventListener("pointerout", () => { this.tip.hidden = true; });
    if (this.isTimeline) this.show(this.from, this.to - this.from);
    if (this.picked !== undefined) view.signal("picked", this.picked).run();
  }

  hover(event, datum) {
    this.tip.hidden = !datum?.words;
    if (this.tip.hidden) return;
    this.tip.textContent = datum.words;
    const place = this.area.getBoundingClientRect();
    const x = event.clientX - place.left + 12;
    const y = event.clientY - place.top + 14;
    this.tip.style.left = `${Math.max(0, Math.min(x, place.width - this.tip.offsetWidth - 2))}px`;
    this.tip.style.top = `${Math.max(0, Math.min(y, place.height - this.tip.offsetHeight - 2))}px`;
    this.slider.value = datum.index;
    this.pick(datum.index, false);
  }

  pick(index, follow) {
    const row = this.rows[index];
    this.picked = index;
    this.said.textContent = row.words;
    this.slider.setAttribute("aria-valuetext", row.words);
    this.view?.signal("picked", index).run();
    if (follow && this.isTimeline && (row.start < this.from || row.end > this.to)) {
      const span = this.to - this.from;
      this.show(row.start - span / 2, span);
    }
  }

  // Show this many milliseconds from a time on: never more than there is, nor less than four weeks.
  show(from, span) {
    const whole = this.end - this.first;
    const length = Math.min(Math.max(span, SHORTEST), whole);
    this.from = Math.min(Math.max(from, this.first), this.end - length);
    this.to = this.from + length;
    this.view?.signal("from", this.from).signal("to", this.to).run();
  }

  makeDraggable() {
    this.area.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
      const start = this.from;
      const scale = (this.to - this.from) / this.area.clientWidth;
      const move = (event) => this.show(start - (event.clientX - down.clientX) * scale, this.to - this.from);
      const stop = () => {
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", stop);
        removeEventListener("pointercancel", stop);
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", stop);
      addEventListener("pointercancel", stop);
    });
    // The wheel belongs to the page; with Ctrl, as for zooming anywhere, it changes the span.
    this.area.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const span = this.to - this.from;
      const longer = span * (event.deltaY > 0 ? 1.25 : 0.8);
      this.show(this.from + (span - longer) / 2, longer);
    }, { passive: false });
  }

  stop() {
    this.watch.disconnect();
    this.resize.disconnect();
    this.view?.finalize();
    this.box.remove();
  }
}

function offerInteractive(figure) {
  const tools = figure.querySelector(".pfb-chart__tools");
  const plot = figure.querySelector(".pfb-chart__plot");
  const button = element("button", "pfb-chart__button", say("Interactive chart"));
  button.type = "button";
  tools.prepend(button);
  let live;
  let busy = false;
  button.addEventListener("click", async () => {
    if (busy) return;
    if (live) {
      live.stop();
      live = undefined;
      plot.hidden = false;
      button.textContent = say("Interactive chart");
      return;
    }
    busy = true;
    button.textContent = say("Loading the interactive chart");
    button.setAttribute("aria-disabled", "true");
    figure.querySelector(".pfb-chart__failed")?.remove();
    try {
      const [embed, answer] = await Promise.all([
        loadLibrary(),
        fetch(new URL(figure.dataset.chart, document.baseURI)),
      ]);
      if (!answer.ok) throw new Error(`no rows: ${answer.status}`);
      live = new LiveChart(figure, await answer.json(), embed);
      plot.after(live.box);
      plot.hidden = true;
      await live.draw();
      live.resize.observe(live.area);
      button.textContent = say("Still picture");
    } catch {
      live?.stop();
      live = undefined;
      plot.hidden = false;
      button.textContent = say("Interactive chart");
      const note = element("p", "pfb-chart__note pfb-chart__failed", say("The interactive chart could not be loaded. The table has the same numbers."));
      note.setAttribute("role", "status");
      tools.before(note);
    }
    button.removeAttribute("aria-disabled");
    busy = false;
  });
}

function offerCopy(area) {
  if (!navigator.clipboard) return;
  const button = element("button", "pfb-chart__button", say("Copy the code"));
  button.type = "button";
  const said = element("span");
  said.setAttribute("role", "status");
  area.after(button, " ", said);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(area.value);
      said.textContent = say("Copied");
    } catch {
      area.focus();
      area.select();
    }
  });
}

for (const figure of document.querySelectorAll(".pfb-chart[data-chart]")) offerInteractive(figure);
for (const area of document.querySelectorAll(".pfb-chart__embed textarea")) offerCopy(area);
