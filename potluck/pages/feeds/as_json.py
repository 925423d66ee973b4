"""JSON Feed 1.1: an item, and which fields are said at all."""

from __future__ import annotations

from typing import Any

from potluck.quick_json import as_indented_json

JSON_FEED = "https://jsonfeed.org/version/1.1"


def item_as_json(item: dict[str, Any]) -> str:
    """An item as JSON, indented as it stands in a feed."""
    fields = filled(
        {
            "id": item["unique_id"],
            "url": item["link"],
            "title": item["title"],
            "summary": item["description"],
            "content_html": item["content"],
            "image": item["image"],
            "date_published": item["pubdate"].isoformat(),
            "date_modified": item["updateddate"].isoformat(),
            "authors": [{"name": name, "url": address} for name, address in item["people"]],
            "tags": [label for label, _ in item["tags"]],
            "language": item["language"],
        }
    )
    return as_indented_json(fields).replace("\n", "\n  ")


def filled(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something; the entries of a feed stand there even if there are none."""
    return {name: value for name, value in fields.items() if value or name == "items"}


def json_path(path: str) -> str:
    """Where the JSON Feed is that goes with the Atom feed at ``path``."""
    return path.removesuffix(".xml") + ".json"
