// Messages in the language of the page: `say("No suggestions")` gives the translation of an
// English message, with its values in place of {braces}. The catalogue is fetched only where the
// page is not in English, and English is shown if that fails.

export const language = document.documentElement.lang || "en";

let words = {};
if (language !== "en") {
  words = await fetch(new URL(`../words/${language}.json`, import.meta.url))
    .then((answer) => (answer.ok ? answer.json() : {}))
    .catch(() => ({}));
}

const number = new Intl.NumberFormat("en");
const plurals = new Intl.PluralRules(language);

/** A number as the pages write it: 1,204. */
export const digits = (value) => number.format(value);

/** The message in the language of the page; `values` go where it has {braces}. */
export function say(message, values = {}) {
  const text = words[message] ?? message;
  return text.replace(/\{(\w+)\}/g, (brace, name) => (name in values ? values[name] : brace));
}

/** As `say`, in the form for a number, which the messages call {count}. */
export function sayCount(one, many, count, values = {}) {
  const message = plurals.select(count) === "one" ? one : many;
  return say(message, { count: digits(count), ...values });
}
