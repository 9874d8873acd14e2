// A permanent address that somebody kept or cited leads on to the entry as it is now. Those who come
// from a page of this site, to see or copy the address, stay.

const line = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
const entry = line?.closest(".pfb-permalinks") && line.querySelector("a");
if (entry && !document.referrer.startsWith(window.location.origin)) window.location.replace(entry.href);
