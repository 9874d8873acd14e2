"""Real places used by the made-up ads: states, districts, metros, European countries."""

# State, name, number of districts in the US House of Representatives from 2023 on.
_STATES = """
AK Alaska 1|AL Alabama 7|AR Arkansas 4|AZ Arizona 9|CA California 52|CO Colorado 8
CT Connecticut 5|DC District of Columbia 1|DE Delaware 1|FL Florida 28|GA Georgia 14
HI Hawaii 2|IA Iowa 4|ID Idaho 2|IL Illinois 17|IN Indiana 9|KS Kansas 4|KY Kentucky 6
LA Louisiana 6|MA Massachusetts 9|MD Maryland 8|ME Maine 2|MI Michigan 13|MN Minnesota 8
MO Missouri 8|MS Mississippi 4|MT Montana 2|NC North Carolina 14|ND North Dakota 1|NE Nebraska 3
NH New Hampshire 2|NJ New Jersey 12|NM New Mexico 3|NV Nevada 4|NY New York 26|OH Ohio 15
OK Oklahoma 5|OR Oregon 6|PA Pennsylvania 17|RI Rhode Island 2|SC South Carolina 7
SD South Dakota 1|TN Tennessee 9|TX Texas 38|UT Utah 4|VA Virginia 11|VT Vermont 1
WA Washington 10|WI Wisconsin 8|WV West Virginia 2|WY Wyoming 1
"""
_ROWS = [item.split() for line in _STATES.strip().splitlines() for item in line.split("|")]
STATES: dict[str, str] = {row[0]: " ".join(row[1:-1]) for row in _ROWS}
DISTRICTS: dict[str, int] = {row[0]: int(row[-1]) for row in _ROWS}
BUSY_STATES = ["AZ", "CA", "FL", "GA", "MI", "NC", "NV", "NY", "OH", "PA", "TX", "VA", "WI"]

META_TERRITORIES = [
    "American Samoa",
    "Guam",
    "Northern Mariana Islands",
    "Puerto Rico",
    "Unknown",
    "Virgin Islands (U.S.)",
    "Washington, District of Columbia",
]
META_REGION_FILES = [
    *("Arizona", "California", "Georgia", "Michigan", "Ohio", "Pennsylvania", "Texas", "Unknown"),
    *("Virgin Islands (U.S.)", "Washington", "Washington, District of Columbia", "Wisconsin"),
]
EU_REGIONS = (
    "AT, BE, BG, CY, CZ, DE, DK, EE, ES, FI, FR, GR, HR, HU, IE, IT, LT, LU, LV, MT, NL, PL, PT, "
    "RO, SE, SI, SK"
)
EU_SHARES = {"DE": 40, "FR": 30, "IT": 15, "PL": 10, "LU": 5}
SUBDIVISIONS = {
    "IN": ("IN-MH", "IN-DL", "IN-KA"),
    "AU": ("AU-NSW", "AU-VIC"),
    "BR": ("BR-SP", "BR-RJ"),
    "NZ": ("NZ-AUK",),
    "GB": ("GB-ENG", "GB-SCT"),
}
# Items of Google's targeting lists; many hold commas of their own.
GOOGLE_ITEMS = {
    "FL": ("Tampa-St Petersburg (Sarasota), Florida", "Orlando-Daytona Beach, Florida", "33602"),
    "TX": ("Houston, Texas", "Dallas-Ft. Worth, Texas", "TX-7,Texas,United States", "78701"),
    "NY": ("New York", "Suffolk County", "Nassau County,New York,United States"),
    "CA": ("San Diego, California", "Chula Vista", "San Diego County,California,United States"),
    "OH": ("Columbus, Ohio", "The Ohio State University,Ohio,United States", "Cleveland"),
    "AZ": ("Phoenix, Arizona", "Arizona State University,Arizona,United States", "85004"),
    "MI": ("Detroit, Michigan", "Grand Rapids-Kalamazoo-Battle Creek, Michigan"),
    "WA": ("Washington", "Washington State University,Whitman County,Washington,United States"),
}
COUNTRY_NAMES = {
    "AU": "Australia",
    "BG": "Bulgaria",
    "BR": "Brazil",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "FR": "France",
    "GB": "United Kingdom",
    "GR": "Greece",
    "HU": "Hungary",
    "IE": "Ireland",
    "IT": "Italy",
    "LU": "Luxembourg",
    "IL": "Israel",
    "IN": "India",
    "MX": "Mexico",
    "NL": "Netherlands",
    "NZ": "New Zealand",
    "PL": "Poland",
    "RO": "Romania",
    "SE": "Sweden",
    "TW": "Taiwan",
    "ZA": "South Africa",
    "CL": "Chile",
    "AR": "Argentina",
}


def district_names(state: str) -> list[str]:
    """The names of a state's districts as Google writes them."""
    if DISTRICTS[state] == 1:
        return [f"{state}-AT LARGE"]
    return [f"{state}-{number}" for number in range(1, DISTRICTS[state] + 1)]
