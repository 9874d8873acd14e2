// One result of the Explore page as an element. All of it is text from an
// archive: it is only ever put in as text, and only https addresses are linked.

import { countText, kindText, rangeText } from "../amounts.js";
import { day } from "../dates.js";
import { element } from "../dom.js";
import { pageAddress } from "../page-path.js";
import { digits, say } from "../words.js";

const LONGEST = 280;
const SAFE_LINK = /^https:\/\/[A-Za-z0-9.-]+(:\d+)?([/?][A-Za-z0-9\-._~:/?#[\]@!$&()*+,;=%]*)?$/;

/** `names` gives the name of a value of a filter, as the form has it. */
export function resultItem(row, kind, names, root) {
  const item = element("li", "pfb-explore__item");
  const title = element("h3", "pfb-explore__title");
  const name = row.payer_name || row.sponsor_name || row.advertiser_name;
  const where = kind === "spend" && !name ? row.place_name || names.place(row.place_code) : "";
  title.append(linked(element("bdi", "", name || where || say("No payer named")), row.page ? pageAddress(row.page, root) : ""));
  const note = element("p", "pfb-explore__when");
  const facts = element("dl", "pfb-ad__facts");
  if (kind === "ads") describeAd(row, names, note, facts);
  else describeTotal(row, names, note, facts);
  item.append(title, note);
  const sign = names.sign(row.spend_currency);
  const money = element("span", row.spend_kind === "unknown" ? "pfb-amount pfb-unknown" : "pfb-amount", rangeText(row.spend_lo, row.spend_hi, row.spend_kind, sign));
  const kindWords = kindText(row.spend_kind, row.spend_step, row.spend_currency);
  fact(facts, say("Spent"), money, ...(kindWords ? [" ", element("span", "pfb-kind", kindWords)] : []), true);
  item.append(facts);
  if (row.text) {
    const text = element("p", "pfb-ad__text", row.text.length > LONGEST ? `${row.text.slice(0, LONGEST - 1).trimEnd()}…` : row.text);
    text.dir = "auto";
    if (/^[a-z]{2,3}$/.test(row.language_codes ?? "")) text.lang = row.language_codes;
    item.append(text);
  }
  item.append(links(row, kind, root));
  return item;
}

function describeAd(row, names, note, facts) {
  note.textContent = [names.platform(row.platform), row.ad_format ? names.format(row.ad_format) : "", when(row)].filter(Boolean).join(" · ");
  const count = countText(row.impressions_lo, row.impressions_hi, row.impressions_kind);
  fact(facts, say("Shown"), row.impressions_kind === "unknown" ? element("span", "pfb-unknown", count) : say("{count} times", { count }));
  if (row.advertiser_name && row.advertiser_name !== row.payer_name) fact(facts, say("Account"), element("bdi", "", row.advertiser_name));
  if (row.contest_text) fact(facts, say("Named by the advertiser"), element("bdi", "", row.contest_text));
}

function describeTotal(row, names, note, facts) {
  note.textContent = [names.platform(row.platform), names.scope(row.scope)].join(" · ");
  const first = day(row.period_start_date);
  const last = day(row.period_end_date);
  const period = first ? `${first} – ${last}` : say("since the archive began, to {day}", { day: last || day(row.taken_on_date) });
  fact(facts, say("Period"), first && first === last ? first : period);
  const place = row.place_name || (row.place_code ? names.place(row.place_code) : "");
  if (place) fact(facts, say("Place"), element("bdi", "", place));
  if (row.advertiser_name && row.advertiser_name !== row.payer_name) fact(facts, say("Account"), element("bdi", "", row.advertiser_name));
  if (row.ad_count !== null) fact(facts, say("Ads counted"), digits(row.ad_count));
}

function when(row) {
  const first = day(row.first_shown_date);
  const last = day(row.last_shown_date);
  if (!first) return row.posted_date ? say("posted {day}", { day: day(row.posted_date) }) : say("dates not published");
  if (!last) return say("from {day}, end open", { day: first });
  return first === last ? first : `${first} – ${last}`;
}

function fact(facts, name, ...parts) {
  const isFirst = parts[parts.length - 1] === true;
  const box = element("div");
  const value = element("dd");
  value.append(...(isFirst ? parts.slice(0, -1) : parts));
  box.append(element("dt", "", name), value);
  if (isFirst) facts.prepend(box);
  else facts.append(box);
}

function links(row, kind, root) {
  const list = element("ul", "pfb-ad__links");
  const add = (...parts) => {
    const entry = element("li");
    entry.append(...parts);
    list.append(entry);
  };
  if (row.page) add(linked(document.createTextNode(kind === "ads" ? say("Link to this ad") : say("All of this sponsor")), pageAddress(row.page, root)));
  if (kind === "ads" && SAFE_LINK.test(row.ad_url ?? "")) {
    const away = linked(document.createTextNode(say("See it on the platform")), row.ad_url);
    away.className = "pfb-external";
    away.rel = "nofollow noopener external";
    add(away);
  }
  const file = row.file.slice(row.file.lastIndexOf("/") + 1);
  const source = element("span", "pfb-explore__source", say("{snapshot}: {file}, line {line}", { snapshot: row.snapshot_id, file, line: digits(row.line) }));
  source.title = row.file;
  add(source);
  return list;
}

function linked(node, address) {
  if (!address) return node;
  const link = document.createElement("a");
  link.href = address;
  link.append(node);
  return link;
}
