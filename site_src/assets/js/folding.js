// Letters made plain, as generator/folding.py does it: small letters, no accents, and the letters
// that Unicode does not take apart spelled out. So "hoyre" finds Høyre.

const SPELLED_OUT = { ß: "ss", æ: "ae", ð: "d", ø: "o", þ: "th", đ: "d", ħ: "h", ı: "i", ĸ: "k", ł: "l", ŋ: "n", œ: "oe", ŧ: "t", ə: "e" };
const LETTERS = new RegExp(`[${Object.keys(SPELLED_OUT).join("")}]`, "g");

/** The text in small plain letters; signs and spaces stay. */
export function fold(text) {
  const plain = text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "");
  return plain.replace(LETTERS, (letter) => SPELLED_OUT[letter]);
}
