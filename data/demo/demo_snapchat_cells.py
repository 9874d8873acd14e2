"""The three layouts of the made-up Snapchat files, and values as the platform spells them."""

import hashlib

_START = ["ADID", "CreativeUrl"]
_MONEY = ["Spend", "Impressions", "StartDate", "EndDate"]
_WHO = [
    "OrganizationName",
    "BillingAddress",
    "CandidateBallotInformation",
    "PayingAdvertiserName",
]
_COMMITTEE = [
    "CommitteeName",
    "CommitteeIdentificationNumber",
    "DisclosureNameOfCommittee",
    "AdvertisingJurisdiction",
]
_PEOPLE = ["Gender", "AgeBracket", "CountryCode"]
_PLACES = [
    f"{place} ({way})"
    for place in (
        "Regions",
        "Electoral Districts",
        "Radius Targeting",
        "Metros",
        "Postal Codes",
        "Location Categories",
    )
    for way in ("Included", "Excluded")
]
_NET = ["Targeting Connection Type", "Targeting Carrier (ISP)"]
_REST = ["Interests", "OsType", "Segments", "Language", "AdvancedDemographics", *_NET]

HEADER_27 = [
    *(*_START, *_MONEY, *_WHO, *_PEOPLE),
    *("RegionID", "ElectoralDistrictID", "LatLongRad", "MetroID", "Interests", "OsType"),
    *("Segments", "LocationType", "Language", "AdvancedDemographics", *_NET),
    *("Targeting Geo - Postal Code", "CreativeProperties"),
]
HEADER_34 = [
    *(*_START, "Currency Code", *_MONEY, *_WHO, *_PEOPLE, *_PLACES, *_REST),
    "CreativeProperties",
]
HEADER_38 = [
    *(*_START, "Currency Code", *_MONEY, *_WHO, *_COMMITTEE, *_PEOPLE, *_PLACES, *_REST),
    "CreativeProperties",
]

AGES = ("18+", "18+", "18-34", "35+", "35++", "18-24", "30-", "21+", "")
METROS = (
    "Phoenix (prescott)",
    "Tampa - St. Petersburg (sarasota)",
    "Dallas - Ft. Worth",
    "Philadelphia",
    "Chicago",
    "Orlando - Daytona Beach - Melbourne",
)
INTERESTS = (
    "Advocates & Activists",
    "Political News Watchers",
    "TV Live Event Viewers (The Demo Spoon Awards, Imaginary Edition)",
    "TV Network Viewers (Demo News, International)",
    "Green Living Enthusiasts",
    "Collegiates",
    "ZZ_Deprecated_1",
    "Demo Interest {{ 7*7 }} <b>| pipes |",
)
_SANDCASTLES = "https://sandcastles.example/join"
PROPERTIES = (
    f"web_view_url:{_SANDCASTLES}?utm_source=snapchat&utm_campaign={{{{campaign.name}}}}"
    "&utm_term={{adSet.name}}&utm_content={{creative.name}}",
    "",
    "web_view_url:https://www.example.org/teaspoons/?ref=a,b&x=1",
    "web_view_url:http://plain-http.example/landing",
    "web_view_url:javascript:window.__pwned=4",
    "web_view_url:https://bridges.example/?q=<script>window.__pwned=1</script>&amp;lt;",
    "ios_app:https://apps.example/app/id0000000001,android_app:https://play.example/?id=demo.spoon",
    "web_view_url:https://weekends.example/**bold**/[link](javascript:window.__pwned=3)|`x`",
    "deep_link_uri:demo://open?id=1,deep_link_ios_app:https://apps.example/app/id0000000002",
    "web_view_url:https://quotes.example/?a=\"b\"&c='d'<!-- comment",
    "web_view_url:data:text/html,<script>window.__pwned=5</script>",
)
# Country as the file writes it, currency, some regions, some metros.
COUNTRIES: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "US": ("united states", "USD", (), METROS),
    "GB": ("united kingdom", "GBP", ("Scotland", "Wales"), ("Northern Ireland", "London")),
    "NL": ("netherlands", "EUR", ("Utrecht", "Zuid-Holland"), ()),
    "FR": ("france", "EUR", ("Bretagne", "Occitanie"), ()),
    "SE": ("sweden", "SEK", ("Stockholm",), ()),
    "NO": ("norway", "NOK", ("Oslo", "Vestland"), ("Bergen",)),
    "CA": ("canada", "CAD", ("Alberta", "Quebec"), ("Montreal",)),
    "AU": ("australia", "AUD", ("New South Wales",), ("Sydney - Ryde", "Sydney - Blacktown")),
}


def fake_hex(kind: str, year: int, number: int) -> str:
    """An id of 64 hexadecimal digits that starts with `de30`, for demo."""
    return "de30" + hashlib.sha256(f"demo:{kind}:{year}:{number}".encode()).hexdigest()[4:]


def asset_url(year: int, number: int) -> str:
    """The address of a creative; several ads may share one."""
    kind = "mp4" if number % 3 else "png"
    asset = fake_hex("asset", year, number)
    return f"https://www.snap.example/political-ads/asset/{asset}?mediaType={kind}"
