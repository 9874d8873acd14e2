"""Who paid: payers as declared, their names and links, and the sponsors that they make."""

from generator.schema.fields import DATE, INTEGER, SHARE, TEXT, Field, Table

PAYERS = Table(
    "payers",
    "One entry for each payer as declared in one archive, and the sponsor that it was linked to.",
    (
        Field(
            "payer_id",
            TEXT,
            "Made from the platform's id, or from the exact declared text where there is no id.",
            nullable=False,
        ),
        Field("sponsor_id", TEXT, "The sponsor that it belongs to.", nullable=False),
        Field("platform", TEXT, "The company.", nullable=False),
        Field(
            "payer_name",
            TEXT,
            "The name with most of its money and rows, verbatim.",
            nullable=False,
        ),
        Field(
            "identity_basis",
            TEXT,
            "`advertiser_id`, `disclaimer_text`, `payer_name` or `page` (no payer declared).",
            nullable=False,
        ),
        Field("name_count", INTEGER, "Different names met for the id.", "names", nullable=False),
        Field("row_count", INTEGER, "Rows of the archives with it.", "rows", nullable=False),
        Field("first_seen_date", DATE, "The oldest snapshot that names it.", nullable=False),
        Field("last_seen_date", DATE, "The newest snapshot that names it.", nullable=False),
    ),
    ("payer_id",),
)
PAYER_NAMES = Table(
    "payer_names",
    "Every name under which a payer appears, with a row where it stands.",
    (
        Field("payer_id", TEXT, "The payer.", nullable=False),
        Field("sponsor_id", TEXT, "The sponsor that it belongs to.", nullable=False),
        Field("role", TEXT, "`payer` or `advertiser` (who ran the ads).", nullable=False),
        Field("name", TEXT, "Verbatim.", nullable=False),
        Field(
            "advertiser_id",
            TEXT,
            "The platform's id that went with it, empty if none.",
            nullable=False,
        ),
        Field("row_count", INTEGER, "Rows of the archives with it.", "rows", nullable=False),
        Field("first_seen_date", DATE, "The oldest snapshot with it.", nullable=False),
        Field("last_seen_date", DATE, "The newest snapshot with it.", nullable=False),
        Field("file_id", TEXT, "A file of that snapshot with it.", nullable=False),
        Field("line", INTEGER, "Its first line there.", "line number, from 1", nullable=False),
    ),
    ("payer_id", "role", "name", "advertiser_id"),
)
PAYER_LINKS = Table(
    "payer_links",
    "Why payers are one sponsor, may be one, or stay apart: one row for each piece of evidence.",
    (
        Field("payer_a", TEXT, "A payer.", nullable=False),
        Field("payer_b", TEXT, "Another payer.", nullable=False),
        Field(
            "evidence",
            TEXT,
            "`decision` (reviewed), `number` (of a regulator), `mapping` (of the platform's ids), "
            "`name` or `model`.",
            nullable=False,
        ),
        Field("detail", TEXT, "What the evidence is.", nullable=False),
        Field(
            "strength",
            SHARE,
            "How sure the link is, from 0 to 1: the model's probability, or the share of right "
            "links measured for the kind of evidence.",
            nullable=False,
        ),
        Field(
            "status",
            TEXT,
            "`linked`, `suggested` (for a person to decide) or `refused` (a rule forbids it).",
            nullable=False,
        ),
        Field("reason", TEXT, "Why it was not linked, empty if it was.", nullable=False),
        Field(
            "rows_text",
            TEXT,
            "The rows with the evidence, as file:line joined by a space; empty for names, see "
            "`payer_names`.",
            nullable=False,
        ),
    ),
    ("payer_a", "payer_b", "evidence", "detail"),
)
SPONSORS = Table(
    "sponsors",
    "Who paid: one entry for all payers that were linked, whatever the platform.",
    (
        Field(
            "sponsor_id",
            TEXT,
            "The id of one of its payers, kept when more are linked: it makes the address of the page.",
            nullable=False,
        ),
        Field(
            "sponsor_name",
            TEXT,
            "The name with most of its payers' money and rows, verbatim.",
            nullable=False,
        ),
        Field(
            "kind",
            TEXT,
            "`candidate_committee`, `party`, `pac`, `super_pac`, `nonprofit`, `company`, "
            "`government`, `state_media`, `person` or `unknown`: from a register's codes, never "
            "from a name.",
            nullable=False,
        ),
        Field("kind_source_text", TEXT, "The codes and rows that say so; empty if unknown."),
        Field(
            "platform_codes", TEXT, "Platforms of its payers, joined by a space.", nullable=False
        ),
        Field("payer_count", INTEGER, "Payers linked.", "payers", nullable=False),
        Field("row_count", INTEGER, "Rows of the archives with it.", "rows", nullable=False),
        Field("first_seen_date", DATE, "The oldest snapshot that names it.", nullable=False),
        Field("last_seen_date", DATE, "The newest snapshot that names it.", nullable=False),
    ),
    ("sponsor_id",),
)
