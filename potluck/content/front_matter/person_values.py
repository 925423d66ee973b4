"""The values that only people have: name, role, links to where else they are, and how to reach them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BeforeValidator, ValidationInfo

from potluck.content.front_matter.values import Given, refuse, surroundings, text_of
from potluck.content.names import slugify
from potluck.content.profiles import EXAMPLES, SITES, ProfileLink, profile_link
from potluck.content.rules import fields

EMAIL = re.compile(r"[^\s@<>\"'(),:;\[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}\Z", re.IGNORECASE)


def _name(value: Given) -> str:
    text = text_of(value, "name", 100)
    if not slugify(text):
        raise refuse(fields.NAME_MISSING, "The name is empty.", "Write the person's name behind `name:`.")
    return text


def _role(value: Given, info: ValidationInfo) -> str:
    roles = surroundings(info).settings.roles
    text = str(value or "").strip().lower()
    if text in roles:
        return text
    known = ", ".join(f"`{role}`" for role in roles)
    raise refuse(
        fields.ROLE_UNKNOWN, f"The role `{text[:40]}` does not exist here.", f"Use one of {known}, or delete the line."
    )


def _profile(value: Given, info: ValidationInfo) -> ProfileLink | None:
    if not value:
        return None
    kind = str(info.field_name)
    link = profile_link(kind, str(value))
    if link is None:
        label = SITES[kind].label if kind in SITES else kind.capitalize()
        raise refuse(
            fields.PROFILE_LINK,
            f"`{str(value)[:60]}` is not a handle or address on {label}." if kind != "website" else "",
            f"Write it like this: `{kind}: {EXAMPLES[kind]}`",
        )
    return link


def _email(value: Given) -> str | None:
    text = str(value or "").strip().removeprefix("mailto:")
    if text and not EMAIL.match(text):
        raise refuse(
            fields.PROFILE_LINK,
            f"`{text[:60]}` is not an e-mail address.",
            "Write it like `maria@example.org`, or delete the line.",
        )
    return text or None


def _account(value: Given) -> str | None:
    link = profile_link("github", str(value)) if value else None
    if value and link is None:
        raise refuse(fields.PROFILE_LINK, f"`{str(value)[:60]}` is not the name of a GitHub account.")
    return link.url.rsplit("/", 1)[-1] if link else None


Name = Annotated[str, BeforeValidator(_name)]
Role = Annotated[str, BeforeValidator(_role)]
Profile = Annotated[ProfileLink | None, BeforeValidator(_profile)]
Email = Annotated[str | None, BeforeValidator(_email)]
Account = Annotated[str | None, BeforeValidator(_account)]
