// Amounts, counts and dates in words, as generator/pages/words.py writes them.

export const MONEY_WORDS = {
  unknown: "not published",
  orMore: "{lo} or more",
  orLess: "{hi} or less",
  lessThan: "less than {hi}",
  fewer: "{hi} or fewer",
  moreThan: "more than {lo}",
  between: "{lo}–{hi}",
  noCurrency: "currency not published",
  kinds: {
    exact: "exact", rounded: "rounded", below_step: "rounded to 0", at_most: "upper bound", bucket: "range", at_least: "open range", unknown: "",
  },
  roundedTo: "rounded to {step}",
};

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

export const number = (value) => whole.format(value);

/** Puts values into a sentence. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** `3 Nov 2020`. */
export function day(text) {
  return text ? dayFormat.format(new Date(`${text}T00:00:00Z`)).replace("Sept", "Sep") : "";
}

function amount(value, sign) {
  return `${sign}${Number.isInteger(value) ? whole.format(value) : cents.format(value)}`;
}

/** An amount between two bounds, in words. */
export function rangeText(lo, hi, kind, sign = "") {
  if (kind === "unknown" || lo === null) return MONEY_WORDS.unknown;
  const bounds = { lo: amount(lo, sign), hi: hi === null ? "" : amount(hi, sign) };
  if (hi === null) return fill(MONEY_WORDS.orMore, bounds);
  if (kind === "below_step") return fill(MONEY_WORDS.lessThan, bounds);
  if (kind === "at_most") return fill(MONEY_WORDS.orLess, bounds);
  return bounds.lo === bounds.hi ? bounds.lo : fill(MONEY_WORDS.between, bounds);
}

/** The kind of an amount in words, perhaps empty. */
export function kindText({ spend_kind: kind, spend_step: step, spend_currency: currency }) {
  const words = kind === "rounded" && step ? fill(MONEY_WORDS.roundedTo, { step: number(step) }) : MONEY_WORDS.kinds[kind];
  return [words, !currency && kind !== "unknown" ? MONEY_WORDS.noCurrency : ""].filter(Boolean).join(", ");
}

/** A number of impressions in words. */
export function countText(lo, hi, kind) {
  if (kind === "unknown" || lo === null) return MONEY_WORDS.unknown;
  if (hi === null) return fill(MONEY_WORDS.moreThan, { lo: number(lo) });
  if (kind === "at_most") return fill(MONEY_WORDS.fewer, { hi: number(hi) });
  return lo === hi ? number(lo) : fill(MONEY_WORDS.between, { lo: number(lo), hi: number(hi) });
}
