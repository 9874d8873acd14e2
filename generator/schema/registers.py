"""Lists that other archives are compared with: committees, candidates, state-linked media."""

from generator.schema.fields import CURRENT, INTEGER, TEXT, TRACE, Field, Table

COMMITTEES = Table(
    "committees",
    "Political committees as the US Federal Election Commission lists them. Names of treasurers and "
    "street addresses are not read.",
    (
        Field("committee_id", TEXT, "The commission's id: C and eight digits.", nullable=False),
        Field("committee_name", TEXT, "Verbatim."),
        Field("place_code", TEXT, "State of the committee's address, ISO 3166-2."),
        Field("designation_code", TEXT, "The commission's code, such as `P`: principal committee."),
        Field("type_code", TEXT, "The commission's code, such as `O`: super PAC."),
        Field("party_code", TEXT, "The commission's code of the party."),
        Field("organisation_code", TEXT, "The commission's code of the kind of organisation."),
        Field("connected_organisation_name", TEXT, "Verbatim."),
        Field("candidate_id", TEXT, "The candidate of the committee."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
CANDIDATES = Table(
    "candidates",
    "Candidates as the US Federal Election Commission lists them. Addresses are not read.",
    (
        Field("candidate_id", TEXT, "The commission's id.", nullable=False),
        Field("candidate_name", TEXT, "Verbatim: last name first."),
        Field("party_code", TEXT, "The commission's code of the party."),
        Field("election_year", INTEGER, "Year of the election.", "year"),
        Field("place_code", TEXT, "State of the office, ISO 3166-2; `US` for the presidency."),
        Field("office_code", TEXT, "`H`ouse, `S`enate or `P`resident."),
        Field("district_text", TEXT, "Number of the district."),
        Field("incumbent_code", TEXT, "`I`ncumbent, `C`hallenger or `O`pen seat."),
        Field("status_code", TEXT, "The commission's code of the candidacy."),
        Field("principal_committee_id", TEXT, "The candidate's principal committee."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
STATE_MEDIA = Table(
    "state_media",
    "Media outlets that are linked to a state, as a published list has them.",
    (
        Field("outlet_name", TEXT, "Verbatim.", nullable=False),
        Field("company_name", TEXT, "The media company that it belongs to, verbatim."),
        Field("country_name", TEXT, "The state, as the list spells it.", nullable=False),
        Field("country_code", TEXT, "The state, ISO 3166-1; missing if it is not known."),
        Field(
            "typology_code", TEXT, "The list's code of the link, such as `SC`: state-controlled."
        ),
        Field("status_text", TEXT, "Verbatim, such as a date on which it closed."),
        Field("website_url", TEXT, "Verbatim."),
        Field("x_handle", TEXT, "The account on X (Twitter) in lower case, without the @."),
        Field("facebook_handle", TEXT, "The page on Facebook: its name in its address."),
        Field("youtube_url", TEXT, "Verbatim."),
        *TRACE,
        *CURRENT,
    ),
    ("file_id", "line"),
)
