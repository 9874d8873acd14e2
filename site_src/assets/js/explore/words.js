// Words: folded as generator/explore/words.py folds them, and looked up in the
// index of words.

import { fold, isUnspaced, wordsIn } from "../folding.js";

const [LONGEST, LONGEST_RUN] = [40, 16];

/** The different words of a text: plain small letters and digits only. */
export function wordsOf(text) {
  return [...new Set(wordsIn(fold(text)).map((word) => cut([...word], isUnspaced(word))))];
}

/** The different words of a text, and each run of a script without spaces from each of its letters
 * on: what a reader types of the text begins one of them. */
export function beginningsOf(text) {
  const found = new Set();
  for (const word of wordsIn(fold(text))) {
    const letters = [...word];
    const isRun = isUnspaced(word);
    letters.slice(0, isRun ? letters.length : 1).forEach((_, at) => found.add(cut(letters.slice(at), isRun)));
  }
  return [...found];
}

const cut = (letters, isRun) => letters.slice(0, isRun ? LONGEST_RUN : LONGEST).join("");

/** Sets `mask` to 0 for each row that lacks a word that begins so. */
export async function keepWord(reader, entry, word, who, mask) {
  const words = await reader.beginning(entry.words, "word", word);
  const [rows, names] = await Promise.all([
    items(reader, entry.words_rows, words, "row"),
    items(reader, entry.words_who, words, "who"),
  ]);
  const hasName = new Uint8Array(entry.who_count);
  for (let i = 0; i < names.length; i += 1) hasName[names[i]] = 1;
  const has = new Uint8Array(mask.length);
  for (let i = 0; i < rows.length; i += 1) has[rows[i]] = 1;
  for (let i = 0; i < mask.length; i += 1) if (!has[i] && !hasName[who[i]]) mask[i] = 0;
}

// The items of words that follow each other follow each other, too.
function items(reader, entry, words, prefix) {
  const own = words.filter((word) => word[`${prefix}_count`]);
  if (!own.length) return new Int32Array(0);
  const last = own[own.length - 1];
  return reader.column(entry, "item", own[0][`${prefix}_start`], last[`${prefix}_start`] + last[`${prefix}_count`]);
}
