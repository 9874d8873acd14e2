// Amounts of money, counts and shares in words, by the rules of generator/text/amounts.py: both are
// tested on the same cases (tests/cases/amounts.json). The sign of a currency comes with the page.

import { digits, say } from "./words.js";

const FIGURES = 3;
const CENTS = 100;
const [MILLION, BILLION] = [1e6 * CENTS, 1e9 * CENTS];
const MINUS = "\u2212";
const HALF_UP = (value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
const KINDS = {
  exact: say("exact"),
  rounded: say("rounded"),
  below_step: say("rounded to 0"),
  at_most: say("upper bound"),
  bucket: say("range"),
  at_least: say("open range"),
  unknown: "",
};

/** A number with all its digits: 1,204 or 12.50. */
export const numberText = (value) => inFull(cents(value), "");

/** One number of money, in full or in short. `round` makes a number whole. */
export function amountText(value, sign = "", { isShort = false, round = HALF_UP } = {}) {
  return isShort ? inShort(cents(value), sign, round) : inFull(cents(value), sign);
}

/** An amount as it was published: one number, two bounds, an open bound, or not at all. */
export function rangeText(lo, hi, kind, sign = "", isShort = false) {
  if (kind === "unknown" || lo === null) return say("not published");
  const [down, up] = lo === hi ? [HALF_UP, HALF_UP] : [Math.floor, Math.ceil];
  const least = amountText(lo, sign, { isShort, round: down });
  if (hi === null) return say("{amount} or more", { amount: least });
  const most = amountText(hi, sign, { isShort, round: up });
  if (kind === "below_step") return say("less than {amount}", { amount: most });
  if (kind === "at_most") return say("{amount} or less", { amount: most });
  return least === most ? least : `${least}–${most}`;
}

/** What kind of amount it is, perhaps empty. */
export function kindText(kind, step, currency) {
  const words = kind === "rounded" && step ? say("rounded to {step}", { step: numberText(step) }) : KINDS[kind];
  return [words, !currency && kind !== "unknown" ? say("currency not published") : ""].filter(Boolean).join(", ");
}

/** A number of impressions as it was published. */
export function countText(lo, hi, kind) {
  if (kind === "unknown" || lo === null) return say("not published");
  if (hi === null) return say("more than {amount}", { amount: numberText(lo) });
  if (kind === "at_most") return say("{amount} or fewer", { amount: numberText(hi) });
  return lo === hi ? numberText(lo) : `${numberText(lo)}–${numberText(hi)}`;
}

/** A share of 1 as `12 %`, with so many decimals; none and all only if it is that. */
export function shareText(share, places = 0) {
  const least = 10 ** -places;
  const percent = exactly(share * 100);
  if (percent > 0 && percent < least) return say("under {share} %", { share: least.toFixed(places) });
  if (percent < 100 && percent > 100 - least) return say("over {share} %", { share: (100 - least).toFixed(places) });
  return `${(HALF_UP(exactly(percent / least)) * least).toFixed(places)} %`;
}

// What the arithmetic of the machine has behind a decimal number goes.
const exactly = (value) => Number(value.toPrecision(15));

// Hundredths, as the files have them.
const cents = (value) => (Number.isInteger(value) ? value * CENTS : HALF_UP(exactly(value * CENTS)));

function inFull(amount, sign) {
  const size = Math.abs(amount);
  const rest = size % CENTS;
  return `${amount < 0 ? MINUS : ""}${sign}${digits((size - rest) / CENTS)}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`;
}

function inShort(amount, sign, round) {
  if (Math.abs(amount) < MILLION) return inFull(amount, sign);
  const step = 10 ** (String(Math.abs(amount)).length - FIGURES);
  const cut = round(amount / step) * step;
  const size = Math.abs(cut);
  const [unit, message] = size >= BILLION ? [BILLION, say("{amount} bn")] : [MILLION, say("{amount} m")];
  const rest = size % unit;
  const whole = (size - rest) / unit;
  let decimals = String(rest).padStart(String(unit).length - 1, "0").slice(0, Math.max(FIGURES - String(whole).length, 0));
  if (cut === amount) decimals = decimals.replace(/0+$/, "");
  const text = `${cut < 0 ? MINUS : ""}${sign}${digits(whole)}${decimals ? `.${decimals}` : ""}`;
  return message.replace("{amount}", text).replaceAll(" ", "\u00a0");
}
