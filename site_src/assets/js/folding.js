// Letters made plain, as generator/text/folding.py does it: taken apart, small, without marks, and the
// letters that Unicode does not take apart spelled out. So "hoyre" finds Høyre. Both are tested on
// the same cases (tests/cases/folding.json).

const SPELLED_OUT = { ß: "ss", æ: "ae", ð: "d", ø: "o", þ: "th", đ: "d", ħ: "h", ı: "i", ĸ: "k", ł: "l", ŋ: "n", œ: "oe", ŧ: "t", ə: "e", ς: "σ" };
const LETTERS = new RegExp(`[${Object.keys(SPELLED_OUT).join("")}]`, "g");

/** The text in small plain letters; signs and spaces stay. */
export function fold(text) {
  const small = text.normalize("NFKD").toLowerCase();
  return small.replace(/\p{M}+/gu, "").replace(LETTERS, (letter) => SPELLED_OUT[letter]);
}

// Scripts that set no space between words, as generator/text/unspaced.py has them.
const UNSPACED = "\\u3005-\\u3007\\u3041-\\u3096\\u3099\\u309a\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e50-\\u0e59\\u0e81-\\u0ebd\\u0ec0-\\u0edf\\u1000-\\u1049\\u1050-\\u109f\\u1780-\\u17d3\\u17d7\\u17dc-\\u17e9";
const RUN = new RegExp(`^[${UNSPACED}]+$`, "u");
const WORD = new RegExp(`[${UNSPACED}]+|(?:(?![${UNSPACED}])[\\p{L}\\p{N}])+`, "gu");

/** The words of a folded text, and its runs of scripts without spaces. */
export const wordsIn = (folded) => folded.match(WORD) ?? [];

/** Whether a word is a run of a script without spaces: what was typed may be its middle. */
export const isUnspaced = (word) => RUN.test(word);
