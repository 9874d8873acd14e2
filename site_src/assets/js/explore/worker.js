// Does the work of the Explore page beside it, so that the page never freezes.
// Each message asks for one thing, and is answered with its number.

import { csvPieces } from "./csv.js";
import { Engine } from "./engine.js";
import { Reader } from "./read.js";
import { isFiltered } from "./state.js";

let engine = null;
let root = "";
let started = null;
const matched = { key: null, mask: null }; // the last answer, for its further rows and its CSV
const stopped = new Set();

const ACTIONS = {
  async start({ data, site }) {
    root = site;
    engine = new Engine(new Reader(data));
    started = engine.start();
    const { ads, spend, platforms, currencies } = await started;
    return { platforms, currencies, counts: { ads: ads.count, spend: spend.count } };
  },

  async find({ state, limit }) {
    const mask = await match(state);
    const [{ count, months }, numbers, sponsor] = await Promise.all([
      engine.count(state.kind, mask),
      engine.first(state.kind, mask, state.sort, limit),
      state.sponsor ? engine.sponsor(state.sponsor) : null,
    ]);
    return { count, months, sponsor, numbers, isWhole: engine.reader.isWhole };
  },

  async rows({ kind, numbers }) {
    return engine.rows(kind, numbers);
  },

  async amounts({ state }) {
    return engine.amounts(state.kind, await match(state));
  },

  async suggest({ typed, limit }) {
    return engine.suggest(typed, limit);
  },

  async numbered({ number }) {
    return engine.numbered(number);
  },

  async stop({ other }) {
    stopped.add(other);
  },

  async csv({ state }, id) {
    const mask = await match(state);
    const parts = [];
    for await (const { text, done } of csvPieces(engine, state.kind, mask, root)) {
      if (stopped.delete(id)) return null;
      // A blob is kept by the browser, on disk if it is large.
      parts.push(new Blob([text], { type: "text/csv" }));
      self.postMessage({ id, progress: done });
      await new Promise((resume) => { setTimeout(resume); }); // let a message to stop come in
    }
    return new Blob(parts, { type: "text/csv;charset=utf-8" });
  },
};

async function match(state) {
  await started;
  const { sort, ...chosen } = state;
  const key = JSON.stringify(chosen);
  if (matched.key !== key) {
    const mask = await engine.match(state, isFiltered(state));
    matched.key = key;
    matched.mask = mask;
  }
  return matched.mask;
}

self.addEventListener("message", async ({ data: { id, action, ...asked } }) => {
  try {
    self.postMessage({ id, answer: await ACTIONS[action](asked, id) });
  } catch (error) {
    self.postMessage({ id, error: String(error?.message ?? error) });
  }
});
