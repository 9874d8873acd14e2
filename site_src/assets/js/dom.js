// Elements made by scripts: their text is put in as text, never as markup.

/** A new element, with a class and a text if they are given. */
export function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}
