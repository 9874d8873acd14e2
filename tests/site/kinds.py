"""One address for each kind of page of the demonstration site, found in the built files."""

import re
from pathlib import Path

FIXED = {
    "home": "",
    "sponsors": "sponsors/",
    "letter": "sponsors/a-z/b-1/",
    "other scripts": "sponsors/a-z/other-1/",
    "places": "places/",
    "country": "places/us/",
    "state": "places/us/tx/",
    "platforms": "platforms/",
    "google": "platforms/google/",
    "meta": "platforms/meta/",
    "snapchat": "platforms/snapchat/",
    "downloads": "downloads/",
    "dictionary": "data-dictionary/",
    "methodology": "methodology/",
    "about": "about/",
    "corrections": "corrections/",
    "glossary": "glossary/",
    "search": "search/",
    "search results": "search/?q=demo",
    "not found": "404.html",
}
