// Dates in words, as generator/pages/words.py writes them.

import { say } from "./words.js";

const MONTHS = say("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split(" ");

/** The short name of a month, 1 to 12. */
export const month = (place) => MONTHS[place - 1];

/** `3 Nov 2020`. */
export function day(text) {
  if (!text) return "";
  const [year, place, date] = text.split("-").map(Number);
  return `${date} ${month(place)} ${year}`;
}
