// Light or dark: the reader's choice if there is one, else the system's; and
// small repairs to the page frame that style sheets cannot make.
// Loaded before the first paint, so that the page does not flash.
(() => {
  "use strict";
  const KEY = "pfb-scheme";
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");

  const read = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null; // storage is switched off: follow the system
    }
  };

  const write = (scheme) => {
    try {
      if (scheme) localStorage.setItem(KEY, scheme);
      else localStorage.removeItem(KEY);
    } catch {
      // the choice then lasts for this page only
    }
  };

  const systemScheme = () => (system.matches ? "slate" : "default");
  let chosen = read();

  const apply = () => {
    const scheme = chosen === "slate" || chosen === "default" ? chosen : systemScheme();
    root.dataset.mdColorScheme = scheme;
    for (const button of document.querySelectorAll(".pfb-scheme")) {
      button.setAttribute("aria-pressed", String(scheme === "slate"));
    }
  };

  apply();
  system.addEventListener("change", apply);

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll(".pfb-scheme")) {
      button.hidden = false;
      button.addEventListener("click", () => {
        const next = root.dataset.mdColorScheme === "slate" ? "default" : "slate";
        chosen = next === systemScheme() ? null : next;
        write(chosen);
        apply();
      });
    }
    // Contents of a text page: open beside the text, closed above it.
    const wide = matchMedia("(min-width: 64rem)");
    const contents = document.querySelector(".pfb-toc details");
    if (contents) contents.open = wide.matches;
    // Section tabs scroll sideways on a phone: bring the current one into view.
    for (const tab of document.querySelectorAll(".pfb-tabs__list [aria-current]")) {
      const list = tab.closest("ul");
      list.scrollLeft = tab.offsetLeft - list.offsetLeft - 60;
    }
    apply();
  });
})();
