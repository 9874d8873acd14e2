// Access to the search index: loads Pagefind when it is first needed, turns its
// results into plain entries, and offers the nearest spelling of a name.
//
// Everything read from the index is text from an archive. It is only ever put
// on the page as text nodes, never as markup.

import { distance, matches, nameRank, namesFor, nearName, spelledAsIndexed, wordsOf } from "./names.js";

export { wordsOf };
export const root = new URL("../../../", import.meta.url);
// The search page of the page's own language.
export const searchPage = document.querySelector("form[role=search]")?.action ?? new URL("search/", root).href;

// The names of the pages in the page's own language.
const own = new URL("../", searchPage);
const names = new URL("names/", searchPage);
const SMALL = 1.2; // a row of a list stands after the pages whose names begin as it does
const WHOLE = 0.5; // the ranks of whole names are below it
let loading = null;
let dictionary = null;

/** The Pagefind module, fetched from this site on first use. */
export function load() {
  loading ??= import(new URL("pagefind/pagefind.js", root).href)
    .then(async (pagefind) => {
      // A list of many small sponsors must not sink below short pages.
      await pagefind.options({ baseUrl: root.pathname, excerptLength: 24, ranking: { pageLength: 0.3 } });
      await pagefind.init();
      return pagefind;
    })
    .catch((error) => {
      loading = null; // so that the next attempt tries again
      throw error;
    });
  return loading;
}

/** What the reader typed, without the words that stand before the name on an ad. */
export function normalise(query) {
  const text = query.normalize("NFKC").replace(/\s+/g, " ").trim().slice(0, 200);
  return text.replace(/^(ads? )?(paid for|sponsored|funded) by:? (?=.)/i, "");
}

/**
 * Search once; when nothing fits, with the nearest known spelling; and at last
 * for some of the words. Returns { text, note, response, entries }: `entries`
 * holds names that fit and the first pages of the index, `limit` in all and
 * expanded, `loaded` of which are pages; `note` is "", "corrected" or "partial".
 * With `enough` names that fit, or the whole of a long one, the index is not asked.
 */
export async function search(query, options, limit, enough = Infinity) {
  const text = normalise(query);
  const first = await attempt(text, options, limit, enough);
  if (!text || text.startsWith('"') || first.isNamed) return first;
  const isNamed = first.entries.some((entry) => !(entry.rank >= 3));
  const near = isNamed ? null : await nearName(text, names);
  if (near) {
    const second = await attempt(near, options, limit, enough);
    if (second.entries.length) return { ...second, note: "corrected" };
  }
  const unmatched = wordsOf(text).filter((word) => word.length > 3 && !first.words.some((other) => matches(word, other)));
  if (first.entries.length && !unmatched.length) return first;
  const suggestion = await respell(text, unmatched);
  if (suggestion) {
    const second = await attempt(suggestion, options, limit, enough);
    if (second.entries.length) return { ...second, note: "corrected" };
  }
  // Pagefind falls back to any indexed word that the query begins with ("a" for
  // "ambre"); when no word of the query was really found, that is no result.
  const terms = wordsOf(text);
  if (terms.some((word) => first.words.some((other) => resembles(word, other)))) return first;
  return someWords(first, wordsOf(suggestion ?? text), options, limit);
}

// Nothing holds all the words: pages that hold some, the rarest words first.
async function someWords(first, terms, options, limit) {
  const pagefind = await load();
  const scores = new Map();
  const known = await knownWords();
  const telling = terms.filter((term) => term.length > 2 && known.some((word) => matches(term, word)));
  for (const term of terms.length > 1 ? telling.slice(0, 8) : []) {
    const { results } = await pagefind.search(term, options);
    for (const result of results) {
      const sum = (scores.get(result.id)?.sum ?? 0) + 1 / results.length;
      scores.set(result.id, { sum, result });
    }
  }
  const results = [...scores.values()].sort((a, b) => b.sum - a.sum).map((item) => item.result);
  const entries = await expand(results.slice(0, limit), telling.join(" "), !options?.sort);
  return { ...first, note: results.length ? "partial" : "", response: { ...first.response, results }, entries, loaded: Math.min(limit, results.length) };
}

async function attempt(text, options, limit, enough = Infinity) {
  const isQuoted = text.startsWith('"');
  const [named, spelled] = text && !isQuoted ? await Promise.all([namesFor(text, names), spelledAsIndexed(text, names)]) : [[], null];
  // Names are not known by filter: there they only say how well a page of the index fits.
  const isOpen = !options?.sort && !Object.keys(options?.filters ?? {}).length;
  const shown = isOpen ? named.slice(0, limit).map(pageOf) : [];
  // Whoever typed the whole of a long name has found it: each of its words is a part of the index.
  const isFound = enough < Infinity && wordsOf(text).length > 2 && shown.some(({ rank }) => rank < WHOLE);
  const response = isFound || shown.length >= enough ? { results: [] } : await find(text, spelled, options);
  // Each page is a file of its own to load: more of them than can be shown, to choose from, only
  // where no name fits, and a second time only if most of the first turned out to be names.
  const isRanked = !options?.sort;
  const wanted = shown.length ? Math.min(limit, enough) : limit;
  let loaded = 0;
  let entries = shown;
  for (let turn = 0; turn < 2 && entries.length < (turn ? wanted / 2 : wanted) && loaded < response.results.length; turn += 1) {
    const pages = response.results.slice(loaded, loaded + wanted - entries.length);
    loaded += pages.length;
    entries = merged(entries, await expand(pages, text, isRanked, named), isRanked);
    if (!shown.length) break;
  }
  const words = entries.flatMap((entry) => wordsOf(`${entry.title} ${entry.also ?? ""} ${entry.summary} ${entry.excerpt}`));
  return { text, note: "", response, entries, words, loaded, isNamed: shown.length > 0 };
}

// The index has letters as they are: it is asked for both spellings.
async function find(text, spelled, options) {
  const pagefind = await load();
  const response = await pagefind.search(text || null, options);
  if (!spelled) return response;
  const other = await pagefind.search(spelled, options);
  const results = new Map();
  for (let i = 0; i < Math.max(other.results.length, response.results.length); i += 1) {
    for (const result of [other.results[i], response.results[i]]) if (result && !results.has(result.id)) results.set(result.id, result);
  }
  return { ...other, results: [...results.values()] };
}

const pageOf = ({ path, ...entry }) => ({ ...entry, url: new URL(path, own).pathname, excerpt: "" });

// A page that both know is one entry: as the names have it, with the excerpt of the index.
function merged(shown, rest, isRanked) {
  const excerpts = new Map(rest.map((entry) => [entry.url, entry.excerpt]));
  const known = new Set(shown.map((entry) => entry.url));
  const all = [...shown.map((entry) => ({ ...entry, excerpt: excerpts.get(entry.url) ?? "" })), ...rest.filter((entry) => !known.has(entry.url))];
  return isRanked ? inOrder(all, (entry) => entry.rank ?? 9) : all;
}

/** Load results; a list page gives way to its own matching sections. `named` are names that fit. */
export async function expand(results, text, isRanked, named = []) {
  const pages = (await Promise.all(results.map((result) => result.data()))).map(shownOf);
  const terms = wordsOf(text);
  const ranks = new Map(named.map((entry) => [new URL(entry.path, own).pathname, entry]));
  const entries = pages.flatMap((page) => (page.meta.entry_kind ? sections(page, terms) : [entryOf(page)]));
  if (!isRanked) return entries;
  for (const entry of entries) {
    const known = ranks.get(entry.url);
    entry.also = known?.also ?? "";
    entry.rank = known?.rank ?? nameRank(entry.title, terms, entry.weight).rank + (entry.isSmall ? SMALL : 0);
  }
  return inOrder(entries, (entry) => entry.rank);
}

// Words that are written for the index only, a sign before each, are no part of an excerpt.
const HIDDEN = /(<mark>)?\u205d[^\s<]*(<\/mark>)?\s*/g;
const shownOf = (page) => ({
  ...page,
  excerpt: page.excerpt.replace(HIDDEN, ""),
  sub_results: page.sub_results.map((sub) => ({ ...sub, excerpt: sub.excerpt.replace(HIDDEN, "") })),
});

function entryOf(page) {
  return {
    url: page.url,
    title: page.meta.title ?? page.url,
    kind: page.meta.kind ?? "",
    summary: page.meta.summary ?? "",
    excerpt: page.excerpt,
    weight: Number(page.meta.weight ?? 0),
  };
}

function sections(page, terms) {
  const found = page.sub_results.filter((sub) => sub.url.includes("#"));
  if (!terms.length || !found.length) return terms.length ? [] : [entryOf(page)];
  const scored = found.map((sub) => ({ sub, hits: hitsIn(sub.title, terms) }));
  const best = Math.max(...scored.map((item) => item.hits));
  return scored
    .filter((item) => best > 0 && item.hits === best)
    .map(({ sub }) => {
      const title = sub.title.replace(/\s*¶$/, "");
      const facts = plain(sub.excerpt);
      const summary = facts.startsWith(title) ? facts.slice(title.length).replace(/^[.\s]+/, "") : facts;
      return { url: sub.url, title, kind: page.meta.entry_kind, summary, excerpt: "", isSmall: true };
    });
}

function hitsIn(title, terms) {
  const words = wordsOf(title);
  return terms.filter((term) => words.some((word) => matches(term, word))).length;
}

function inOrder(items, key) {
  const keyed = items.map((item, index) => ({ item, index, key: key(item) }));
  return keyed.sort((a, b) => a.key - b.key || a.index - b.index).map(({ item }) => item);
}

/** The excerpt as text nodes and <mark>s. */
export function marked(excerpt) {
  const fragment = document.createDocumentFragment();
  excerpt.split(/<mark>(.*?)<\/mark>/s).forEach((piece, index) => {
    if (!piece) return;
    if (index % 2) {
      const mark = document.createElement("mark");
      mark.textContent = plain(piece);
      fragment.append(mark);
    } else fragment.append(plain(piece));
  });
  return fragment;
}

function plain(excerpt) {
  return excerpt.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">");
}

// Spelling ------------------------------------------------------------------

function resembles(typed, word) {
  let shared = 0;
  while (shared < typed.length && typed[shared] === word[shared]) shared += 1;
  return matches(typed, word) || shared >= Math.max(4, Math.ceil(typed.length * 0.6));
}

// assets/search-words.txt: the words that occur in names, one a line.
function knownWords() {
  dictionary ??= fetch(new URL("assets/search-words.txt", root))
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => text.split("\n").filter(Boolean))
    .catch(() => []);
  return dictionary;
}

async function respell(text, unmatched) {
  const known = await knownWords();
  const doubtful = new Set(unmatched.length ? unmatched : wordsOf(text).filter((word) => word.length > 3));
  const words = wordsOf(text).map((word) => (doubtful.has(word) ? nearest(word, known) : word));
  const suggestion = words.join(" ");
  return suggestion === wordsOf(text).join(" ") ? null : suggestion;
}

function nearest(typed, known) {
  if (/\p{N}/u.test(typed) || known.some((word) => matches(typed, word))) return typed;
  let best = typed;
  let bestCost = typed.length < 6 ? 1.9 : 2.9;
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > 8 || word.length < typed.length - 2) continue;
    // The reader may not have typed the whole word yet: compare with its start too.
    const start = word.slice(0, typed.length);
    const cost = Math.min(distance(typed, word), distance(typed, start) + 0.4) + (word[0] === typed[0] ? 0 : 0.5) + Math.abs(word.length - typed.length) / 100;
    if (cost < bestCost) [best, bestCost] = [word, cost];
  }
  return best;
}
