"""One address for each kind of page of the demonstration site, and some of them in Spanish."""

from tools.page_kinds import KINDS as ENGLISH

KINDS = {
    **ENGLISH,
    "home in Spanish": "es/",
    "sponsor in Spanish": "es/sponsors/snapchat/tbaa2173baa24b396/",
    "state in Spanish": "es/places/us/tx/",
    "platform in Spanish": "es/platforms/google/",
    "explore in Spanish": "es/explore/",
    "search results in Spanish": "es/search/?q=demo",
}
