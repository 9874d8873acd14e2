// An address that was joined with another leads on by itself; with this script the anchor of the
// old address, such as that of an ad, comes along.

const refresh = document.querySelector("meta[http-equiv=refresh]");
const target = refresh?.content.split("url=")[1];
if (target && window.location.hash) window.location.replace(target + window.location.hash);
