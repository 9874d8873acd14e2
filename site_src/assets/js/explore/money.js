// Amounts, counts and dates in words, as generator/pages/words.py writes them.

import { say } from "../words.js";

const KINDS = {
  exact: say("exact"),
  rounded: say("rounded"),
  below_step: say("rounded to 0"),
  at_most: say("upper bound"),
  bucket: say("range"),
  at_least: say("open range"),
  unknown: "",
};
const MONTHS = say("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ");

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const number = (value) => whole.format(value);

/** The short name of a month, 1 to 12. */
export const month = (place) => MONTHS[place - 1];

/** `3 Nov 2020`. */
export function day(text) {
  if (!text) return "";
  const [year, place, date] = text.split("-").map(Number);
  return `${date} ${month(place)} ${year}`;
}

function amount(value, sign) {
  return `${sign}${Number.isInteger(value) ? whole.format(value) : cents.format(value)}`;
}

/** An amount between two bounds, in words. */
export function rangeText(lo, hi, kind, sign = "") {
  if (kind === "unknown" || lo === null) return say("not published");
  const least = amount(lo, sign);
  if (hi === null) return say("{amount} or more", { amount: least });
  const most = amount(hi, sign);
  if (kind === "below_step") return say("less than {amount}", { amount: most });
  if (kind === "at_most") return say("{amount} or less", { amount: most });
  return least === most ? least : `${least}–${most}`;
}

/** The kind of an amount in words, perhaps empty. */
export function kindText({ spend_kind: kind, spend_step: step, spend_currency: currency }) {
  const words = kind === "rounded" && step ? say("rounded to {step}", { step: number(step) }) : KINDS[kind];
  return [words, !currency && kind !== "unknown" ? say("currency not published") : ""].filter(Boolean).join(", ");
}

/** A number of impressions in words. */
export function countText(lo, hi, kind) {
  if (kind === "unknown" || lo === null) return say("not published");
  if (hi === null) return say("more than {amount}", { amount: number(lo) });
  if (kind === "at_most") return say("{amount} or fewer", { amount: number(hi) });
  return lo === hi ? number(lo) : `${number(lo)}–${number(hi)}`;
}
