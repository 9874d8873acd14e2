// Addresses of pages and files from their paths, as generator/text/page_path.py makes them: both are
// tested on the same cases (tests/cases/paths.json).

/** The address below the root of the site: `places/us/#sponsors`; empty for the root. */
export function addressOf(text) {
  const [path, anchor] = text.split("#");
  const own = path.replace(/\/+$/, "");
  const folder = ["", "index"].includes(own) ? "" : `${own.replace(/\/index$/, "")}/`;
  return (/\.[a-z0-9]+$/.test(own) ? own : folder) + (anchor ? `#${anchor}` : "");
}

/** The whole address, on the site that begins with `root`. */
export const pageAddress = (text, root) => new URL(addressOf(text), root).href;
