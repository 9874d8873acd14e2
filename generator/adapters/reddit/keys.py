"""The keys of a post in Reddit's listings: those that are read, and why the others are not.

Source: Reddit's description of its interface, and saved listings. A post has about 100 keys; most
say how it is shown, voted on and moderated.
"""

from collections.abc import Mapping

from generator.adapters.source import EPOCH_SECONDS, IGNORED, POST_ID, Column, Ignored, Kind

COMMUNITY = "RedditPoliticalAds"
POST_KEYS: Mapping[str, Column | Ignored] = {
    "id": Column("ad_id", Kind.ID, POST_ID, filled=True),
    "subreddit": Column("community", values=frozenset({COMMUNITY}), filled=True, is_closed=True),
    "title": Column("title"),
    "selftext": Column("body"),
    "selftext_html": Column("body_html"),
    "link_flair_text": Column("flair"),
    "created_utc": Column("posted_date", Kind.DATE, EPOCH_SECONDS, filled=True),
    "permalink": Column("permalink", filled=True),
    "url": Column("link"),
    "is_self": Column("is_self", values=frozenset({"true", "false"}), is_closed=True),
    "stickied": Column("is_pinned", values=frozenset({"true", "false"}), is_closed=True),
    "name": IGNORED("the id again, with its kind"),
    "created": IGNORED("created_utc in the time zone of the server"),
    "edited": IGNORED("when the text was changed: the text as saved is kept"),
    "domain": IGNORED("follows from the link"),
    "url_overridden_by_dest": IGNORED("the link again"),
}


def _ignored(reason: str, *patterns: str, personal: bool = False) -> dict[str, Ignored]:
    return {pattern: IGNORED(reason, personal=personal) for pattern in patterns}


OTHER_KEYS: Mapping[str, Ignored] = {
    **_ignored(
        "a person: who posted, approved, reported or removed",
        r"author.*", r"approved_.*", r"banned_.*", r"(user|mod)_reports(_.*)?", r"mod_.*",
        r"report_reasons", r"removal_reason", r"removed_by.*", r"distinguished",
        r"crosspost_parent_list", personal=True,
    ),
    **_ignored(
        "how readers voted, commented and gave awards",
        r"ups", r"downs", r"score", r"upvote_ratio", r"hide_score", r"num_.*", r"likes", r"view_count",
        r"gild.*", r"(.*_)?award.*", r"can_gild", r"poll_data(\..*)?", r"suggested_sort",
        r"post_hint", r"discussion_type", r"contest_mode", r"comments?_.*", r"allow_live_comments",
    ),
    **_ignored(
        "what the account that saved the listing did",
        r"saved", r"clicked", r"hidden", r"visited", r"can_mod_post", r"send_replies", r"unrepliable_reason",
    ),
    **_ignored(
        "how the post is shown",
        r"link_flair_(?!text$).*", r"thumbnail.*", r"preview(\..*)?", r"(secure_)?media(\..*)?",
        r"(secure_)?media_embed(\..*)?", r"media_metadata(\..*)?", r"gallery_data(\..*)?",
        r"media_only", r"is_(?!self$).*", r"over_18", r"spoiler", r"locked", r"archived", r"pinned",
        r"no_follow", r"quarantine", r"treatment_tags", r"content_categories", r"category",
        r"crosspost_parent", r"top_awarded_type", r"events?_.*", r"collections", r"rte_mode",
        r"ad_.*", r"promoted.*", r"rpan_video(\..*)?",
    ),
    **_ignored(
        "about the community, not about the post",
        r"subreddit_.*", r"pwls", r"wls", r"whitelist_status", r"parent_whitelist_status",
    ),
}  # fmt: skip
"""Patterns of keys that are not read."""
