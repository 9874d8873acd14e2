// Names that have a page, with the other names of each: looked up in small files by the beginnings
// of their words (generator/search/names.py), before the index of all texts is asked. Those files know
// what the index does not: which words are a name, and how large its bearer is.

import { fold, isUnspaced, wordsIn } from "../folding.js";

const FILES = 256;
const START = 3;
const PAIR = 2;
const MOST_FILES = 3;
const ACCOUNT = 0.97; // names of accounts stand after names of payers that begin so, and before others
const INITIALS = 1.5;
const GUESSED_WEIGHT = 3;
const files = new Map();

/** Words in small plain letters. */
export function wordsOf(text) {
  return wordsIn(fold(text.replace(/['’]s\b/gi, "")));
}

/**
 * How well a name fits what was typed, the best first: 0 the whole name, 1 its beginning, 2 all
 * words of it, then one more for each word that is missing. Among equals a weight (up to 40) decides.
 */
export function nameRank(name, terms, weight = 0) {
  const words = wordsOf(name);
  const missing = terms.filter((term) => !words.some((word) => matches(term, word))).length;
  const loose = terms.some((term) => !words.some((word) => word.startsWith(term))) ? 0.5 : 0;
  const [own, typed] = [words.join(" "), terms.join(" ")];
  const begins = own.startsWith(`${typed} `) ? 1 : 1.3; // "trump" is Trump's before Trumpet's
  const group = own === typed ? 0 : own.startsWith(typed) ? begins : 2 + missing + loose;
  return { rank: group - (missing ? 0 : Math.min(weight, 40) / 100), missing };
}

const SUFFIX = /^(s|es|ed|er|ers|ing|al|ly)$/;

export const matches = (typed, word) => word.startsWith(typed) || (isUnspaced(typed) && word.includes(typed)) || (typed.startsWith(word) && SUFFIX.test(typed.slice(word.length)));

/**
 * Pages one of whose names has all the words, the best first: entries as those of the index, with
 * `rank`, and `also` where it is another name than the title. `folder` holds the files.
 */
export async function namesFor(text, folder) {
  const terms = wordsOf(text);
  const read = await Promise.all(startsOf(terms).map((start) => readFile(start, folder)));
  const found = new Map();
  for (const { names } of read) {
    for (const entry of names) {
      const best = ranked(entry, terms);
      if (best) found.set(best.path, best);
    }
  }
  return [...found.values()].sort((a, b) => a.rank - b.rank || b.weight - a.weight || (a.path < b.path ? -1 : 1));
}

/** What was typed as the index has it, if that differs: "høyre" for "hoyre"; otherwise null. */
export async function spelledAsIndexed(text, folder) {
  const terms = wordsOf(text);
  const read = await Promise.all(startsOf(terms).map((start) => readFile(start, folder)));
  const known = read.flatMap(({ letters = {} }) => Object.entries(letters));
  const words = terms.map((term) => {
    const real = known.find(([plain]) => plain === term) ?? known.find(([plain]) => plain.startsWith(term));
    return real ? beginning(real[1][0], term) : term;
  });
  const spelled = words.join(" ");
  return spelled === terms.join(" ") ? null : spelled;
}

// As many letters of a word as were typed.
function beginning(word, typed) {
  let kept = "";
  for (const letter of word) {
    if (fold(kept).length >= typed.length) break;
    kept += letter;
  }
  return kept;
}

function ranked([title, path, kind, summary, weight, also = [], accounts = [], initials = ""], terms) {
  let best = null;
  const consider = (name, more, own) => {
    const { rank, missing } = nameRank(name, terms, own);
    if (!missing && (!best || rank + more < best.rank)) best = { rank: rank + more, name };
  };
  consider(title, 0, weight);
  for (const name of also) consider(name, 0.005, weight);
  for (const name of accounts) consider(name, ACCOUNT, weight / 20);
  if (!best && initials && terms.length === 1 && terms[0] === initials) best = { rank: INITIALS - Math.min(weight, 40) / 100, name: title };
  return best && { title, path, kind, summary, weight, rank: best.rank, also: best.name === title ? "" : best.name };
}

/**
 * What was typed with the letters of the nearest name, or null: one edit in a word of five letters
 * or more, two in one of nine, and a name that was typed as two words. Names of small bearers are
 * not guessed.
 */
export async function nearName(text, folder) {
  const terms = wordsOf(text);
  const joined = terms.slice(1).map((term, place) => [...terms.slice(0, place), terms[place] + term, ...terms.slice(place + 2)]);
  let best = null;
  for (const tried of [terms, ...joined]) {
    const read = await Promise.all(startsOf([...tried]).map((start) => readFile(start, folder)));
    for (const [title, , , , weight, also = [], accounts = []] of read.flatMap(({ names }) => names)) {
      if (weight < GUESSED_WEIGHT) continue;
      for (const name of [title, ...also, ...accounts]) {
        const near = nearWords(tried, wordsOf(name));
        if (near && (!best || near.cost < best.cost || (near.cost === best.cost && weight > best.weight))) best = { ...near, weight };
      }
    }
  }
  return best && best.words.join(" ") !== terms.join(" ") ? best.words.join(" ") : null;
}

function nearWords(terms, words) {
  let cost = 0;
  const found = [];
  for (const term of terms) {
    const whole = words.find((word) => matches(term, word));
    const edits = term.length < 5 ? 0 : term.length < 9 ? 1 : 2;
    const near = whole ? term : words.find((word) => word[0] === term[0] && Math.abs(word.length - term.length) <= edits && distance(term, word) <= edits);
    if (!near) return null;
    if (!whole) cost += distance(term, near) + Math.abs(near.length - term.length) / 10;
    found.push(near);
  }
  return { words: found, cost };
}

// The longest words tell most; shorter ones are looked up only if there is nothing else. Of a script
// without spaces two letters are a word: the first, the last and the middle ones are looked up.
function startsOf(terms) {
  const runs = terms.filter((term) => isUnspaced(term) && [...term].length >= PAIR);
  if (runs.length) return [...new Set(runs.sort((a, b) => b.length - a.length).flatMap(pairsOf))].slice(0, MOST_FILES);
  const long = terms.filter((term) => [...term].length >= START);
  const chosen = (long.length ? long : terms).sort((a, b) => b.length - a.length);
  return [...new Set(chosen.map((term) => [...term].slice(0, START).join("")))].slice(0, MOST_FILES);
}

function pairsOf(run) {
  const letters = [...run];
  const last = letters.length - PAIR;
  return [0, last, Math.floor(last / 2)].map((at) => letters.slice(at, at + PAIR).join(""));
}

function readFile(start, folder) {
  let number = 0;
  for (const sign of start) number = (number * 31 + sign.codePointAt(0)) % 65_521;
  const address = new URL(`${(number % FILES).toString(16).padStart(2, "0")}.json`, folder).href;
  if (!files.has(address)) {
    const read = fetch(address)
      .then((answer) => (answer.ok ? answer.json() : { names: [] }))
      .catch(() => {
        files.delete(address); // so that the next attempt tries again
        return { names: [] };
      });
    files.set(address, read);
  }
  return files.get(address);
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
