// Access to the search index: loads Pagefind when it is first needed, turns its
// results into plain entries, and offers the nearest spelling of a name.
//
// Everything read from the index is text from an archive. It is only ever put
// on the page as text nodes, never as markup.

export const root = new URL("../../", import.meta.url);
// The search page of the page's own language.
export const searchPage = document.querySelector("form[role=search]")?.action ?? new URL("search/", root).href;

const SUFFIX = /^(s|es|ed|er|ers|ing|al|ly)$/;
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

/** Words in lower case without accents. */
export function wordsOf(text) {
  const plain = text.normalize("NFD").replace(/\p{M}+/gu, "").replace(/['’]s\b/gi, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * Search once; when nothing fits, with the nearest known spelling; and at last
 * for some of the words. Returns { text, note, response, entries }: `entries`
 * holds the first `limit` pages, expanded; `note` is "", "corrected" or "partial".
 */
export async function search(query, options, limit) {
  const text = normalise(query);
  const first = await attempt(text, options, limit);
  if (!text || text.startsWith('"')) return first;
  const unmatched = wordsOf(text).filter((word) => word.length > 3 && !first.words.some((other) => matches(word, other)));
  if (first.entries.length && !unmatched.length) return first;
  const suggestion = await respell(text, unmatched);
  if (suggestion) {
    const second = await attempt(suggestion, options, limit);
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
  return { ...first, note: results.length ? "partial" : "", response: { ...first.response, results }, entries };
}

async function attempt(text, options, limit) {
  const pagefind = await load();
  const response = await pagefind.search(text || null, options);
  const entries = await expand(response.results.slice(0, limit), text, !options?.sort);
  const words = entries.flatMap((entry) => wordsOf(`${entry.title} ${entry.summary} ${entry.excerpt}`));
  return { text, note: "", response, entries, words };
}

/** Load results; a list page gives way to its own matching sections. */
export async function expand(results, text, rank) {
  const pages = await Promise.all(results.map((result) => result.data()));
  const terms = wordsOf(text);
  const entries = pages.flatMap((page) => (page.meta.entry_kind ? sections(page, terms) : [entryOf(page)]));
  return rank ? inOrder(entries, (entry) => titleRank(entry, text, terms)) : entries;
}

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
      return { url: sub.url, title, kind: page.meta.entry_kind, summary, excerpt: "" };
    });
}

function hitsIn(title, terms) {
  const words = wordsOf(title);
  return terms.filter((term) => words.some((word) => matches(term, word))).length;
}

// Names that hold every word of the query come before pages that mention it, and among those the
// larger sponsors; a weight moves nothing from one group to the next.
function titleRank({ title, weight }, text, terms) {
  const words = wordsOf(title);
  const isWhole = words.join(" ") === terms.join(" ");
  const missing = terms.length - hitsIn(title, terms);
  const loose = terms.some((term) => !words.some((word) => word.startsWith(term))) ? 0.5 : 0;
  const group = isWhole ? 0 : words.join(" ").startsWith(terms.join(" ")) ? 1 : 2 + missing + loose;
  return group - (missing ? 0 : Math.min(weight ?? 0, 40) / 100);
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

const matches = (typed, word) => word.startsWith(typed) || (typed.startsWith(word) && SUFFIX.test(typed.slice(word.length)));

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
    const cost = Math.min(distance(typed, word), distance(typed, start) + 0.4) + (word[0] === typed[0] ? 0 : 0.5);
    if (cost < bestCost) [best, bestCost] = [word, cost];
  }
  return best;
}

/** Edits between two words: insert, delete, replace, or swap two neighbours. */
export function distance(a, b) {
  let older = [];
  let old = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(old[j] + 1, row[j - 1] + 1, old[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
    }
    [older, old] = [old, row];
  }
  return old[b.length];
}
