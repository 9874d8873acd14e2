"""What is true of both of Meta's archives."""

from datetime import date

from generator.schema.archive_facts import IdLink
from generator.text.language import mark

BEGAN = date(2018, 5, 7)
"""The first day of the ads in the archive of the United States, the first country in it."""
PAGE_LINKS = (
    IdLink(
        mark("Facebook page"),
        "https://www.facebook.com/ads/library/?active_status=all&ad_type=political_and_issue_ads"
        "&country=ALL&view_all_page_id={}",
        r"\d+",
        of_payer=False,
    ),
)
LIMITS_OF_BASIS = {
    "disclaimer_text": mark(
        "Different people can use the same disclaimer text; this page collects every row that has exactly this text."
    ),
    "page": mark(
        "The platform says that these ads ran without a disclaimer: who paid is not known."
    ),
}
