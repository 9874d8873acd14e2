// "Cite": buttons that copy or save a citation, and the day of reading in each of them.
// Without this script the citations stand in the page as they are, with the date of the data.

import { say } from "./words.js";

const today = new Date();
const two = (number) => String(number).padStart(2, "0");
const day = [today.getFullYear(), two(today.getMonth() + 1), two(today.getDate())];
// The day before the month, as in all dates of the site; citations are English in every language.
const dayWords = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
}).format(today);

const ADD_DAY = {
  text: (text) => `${text} Accessed ${dayWords}.`,
  bibtex: (text) => text.replace(/\n\}$/, `\n  urldate = {${day.join("-")}},\n}`),
  ris: (text) => text.replace(/\nER {2}- $/, `\nY2  - ${day.join("/")}/\nER  - `),
  csl: (text) => {
    const [item] = JSON.parse(text);
    return JSON.stringify([{ ...item, accessed: { "date-parts": [day.map(Number)] } }], null, 2);
  },
};

function makeButton(text, name, action) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", name);
  button.addEventListener("click", action);
  return button;
}

async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    said.textContent = say("Copied.");
  } catch {
    said.textContent = say("This browser does not let the page copy. Select the text instead.");
  }
}

function save(text, ending) {
  // RIS wants lines that end as on Windows; the others do not mind.
  const whole = `${ending === "ris" ? text.replaceAll("\n", "\r\n") : text}${ending === "ris" ? "\r\n" : "\n"}`;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([whole], { type: "text/plain;charset=utf-8" }));
  link.download = `citation.${ending}`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function prepare(cite) {
  const said = document.createElement("p");
  said.className = "pfb-cite__said";
  said.setAttribute("role", "status");
  cite.querySelector(".pfb-cite__lead").textContent = say("The date is that of the data; the day of access is today.");
  for (const format of cite.querySelectorAll(".pfb-cite__format")) {
    const pre = format.querySelector("pre");
    const label = format.querySelector(".pfb-cite__name");
    pre.textContent = ADD_DAY[format.dataset.cite](pre.textContent);
    const name = label.textContent;
    const buttons = document.createElement("div");
    buttons.className = "pfb-cite__buttons";
    buttons.append(
      makeButton(say("Copy"), say("Copy {name}", { name }), () => copy(pre.textContent, said)),
      makeButton(say("Save"), say("Save {name}", { name }), () => save(pre.textContent, format.dataset.file)),
    );
    label.after(buttons);
  }
  cite.querySelector("div").append(said);
}

for (const cite of document.querySelectorAll(".pfb-cite")) {
  cite.addEventListener("toggle", () => prepare(cite), { once: true });
}
