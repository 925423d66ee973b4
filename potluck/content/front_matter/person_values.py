"""What only people have: lines as forms ask for them, and values such as name, role, links, and how to reach them."""

from __future__ import annotations

import re
from difflib import get_close_matches

from msgspec.structs import replace

from potluck.content.front_matter import guesses, keys
from potluck.content.front_matter.values import Asked, Given, Refused, text_of
from potluck.content.front_matter.yaml_block import Field, plain_or_quoted
from potluck.content.names import slugify
from potluck.content.profiles import EXAMPLES, SITES, ProfileLink, likely_handle, profile_link
from potluck.content.rules import fields, shape
from potluck.content.source import Source
from potluck.late import late
from potluck.problems import Edit, Problem

MOST_OF_A_NAME = 100
MOST_PRONOUNS = 60
NOTHING = frozenset("none n/a na no null nil nothing tba tbd todo soon keine kein ninguno ninguna aucun nenhum".split())
"""What people write where they have nothing to say."""
BRACKETED = late(r"<\s*(?P<address>[^<>\s]{1,64}@[^<>\s]{1,100})\s*>")
AT = late(r"\s*[(\[{<]\s*(?:at|@|ät|arroba|a)\s*[)\]}>]\s*|\s+(?:at|ät|arroba)\s+|\s*＠\s*", re.IGNORECASE)
DOT = late(r"\s*[(\[{<]\s*(?:dot|\.|punkt|punto)\s*[)\]}>]\s*|\s+(?:dot|punkt|punto)\s+|(?<=\w)。(?=\w)", re.IGNORECASE)
"""How people write an address that programs are not to find; here it is shown in a way that hides it."""
EMAIL = late(r"[^\s@<>\"'(),:;\[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}\Z", re.IGNORECASE)
FIRST = frozenset("first_name firstname given_name givenname forename vorname prénom prenom primer_nombre".split())
LAST = frozenset("last_name lastname surname family_name familyname nachname apellido apellidos sobrenome".split())


def as_name(value: Given, _: Asked) -> str:
    """A person's name, with a letter in it."""
    text = text_of(value, "name", MOST_OF_A_NAME)
    if not slugify(text):
        raise Refused(fields.NAME_MISSING, "The name is empty.")
    return text


def as_pronouns(value: Given, _: Asked) -> str | None:
    """Pronouns, which stand in brackets behind the name: they don't end there, and go on with another's."""
    text = text_of(value, "line of pronouns", MOST_PRONOUNS)
    open_brackets = 0
    for sign in text:
        open_brackets += (sign in "(（") - (sign in ")）")
        if open_brackets < 0:
            raise Refused(fields.VALUE_INVALID, "The pronouns close a bracket that they don't open.")
    return text or None


def as_role(value: Given, asked: Asked) -> str:
    """One of the roles that the settings name."""
    roles = asked.around.settings.roles
    text = str(value or "").strip().lower()
    if text in roles:
        return text
    if near := get_close_matches(slugify(text), roles, n=1, cutoff=0.75):
        title = f"The role `{text[:40]}` does not exist here; did you mean `{near[0]}`?"
        raise Refused(fields.ROLE_UNKNOWN, title, f"Write: `role: {near[0]}`", near[0])
    known = ", ".join(f"`{role}`" for role in roles)
    raise Refused(
        fields.ROLE_UNKNOWN,
        f"The role `{str(value).strip()[:40]}` does not exist here.",
        f"A role is what somebody does here: one of {known}. Delete the line; what you do elsewhere goes into the text"
        " below the second `---`.",
    )


def as_profile(value: Given, asked: Asked) -> ProfileLink | None:
    """A link to where else somebody is, by the name of the field."""
    if not value:
        return None
    kind = asked.name
    if str(value).strip().strip(".").lower() in NOTHING:
        title = f"`{value}` is no address; a link that is not there is never shown."
        raise Refused(fields.PROFILE_LINK, title, "Delete the line.")
    link = profile_link(kind, str(value))
    if link is None:
        label = SITES[kind].label if kind in SITES else kind.capitalize()
        meant = likely_handle(kind, str(value))
        title = f"`{str(value)[:60]}` is not a handle or address on {label}." if kind != "website" else ""
        shown = f"`{kind}: {plain_or_quoted(meant or EXAMPLES[kind])}`"
        fix = f"Write: {shown}" if meant else f"Write it like this: {shown}"
        raise Refused(fields.PROFILE_LINK, title, fix, meant)
    return link


def as_email(value: Given, _: Asked) -> str | None:
    """An e-mail address."""
    text = str(value or "").strip().removeprefix("mailto:")
    if text and not EMAIL.match(text):
        bracketed = BRACKETED.search(text)
        meant = bracketed["address"] if bracketed else DOT.sub(".", AT.sub("@", text)).strip("<> ").replace(",", ".")
        better = meant if EMAIL.match(meant) else None
        fix = f"Write: `email: {better}`" if better else "Write it like `maria@example.org`, or delete the line."
        raise Refused(fields.PROFILE_LINK, f"`{text[:60]}` is not an e-mail address.", fix, better)
    return text or None


def as_account(value: Given, _: Asked) -> str | None:
    """The name of a GitHub account."""
    link = profile_link("github", str(value)) if value else None
    if value and link is None:
        raise Refused(fields.PROFILE_LINK, f"`{str(value)[:60]}` is not the name of a GitHub account.")
    return link.url.rsplit("/", 1)[-1] if link else None


def in_one(written: list[Field], source: Source, problems: list[Problem]) -> list[Field]:
    """The entries of a person's file, with the two parts of their name as one; what is to be written is a problem."""
    if meant := _of_a_post(written, source):
        return _as_name(*meant, written, source, problems)
    first = next((each for each in written if keys.canonical(each.key) in FIRST), None)
    last = next((each for each in written if keys.canonical(each.key) in LAST), None)
    named = next((each for each in written if keys.canonical(each.key) == "name"), None)
    if first is None and last and named and named.words and " " not in named.words.strip():
        first = replace(named, key="first_name")
        written = [first if each is named else each for each in written]
    if first is None or last is None or not (first.words and last.words):
        return written
    parts = sorted((first, last), key=lambda each: each.line)
    start, end = parts[0].line, parts[1].last_line
    between = source.lines[parts[0].last_line : parts[1].line - 1]
    said = [source.lines[each.line - 1].partition(":")[0].strip() for each in parts]
    title = f"`{said[0]}` and `{said[1]}` are one line here, `name`."
    if any(keys.canonical(each.key) == "name" for each in written):
        fix = "Delete these two lines: the name stands on a line of its own already."
        edit = Edit(start, end, "\n".join(between))
        problems.append(shape.KEY_UNKNOWN.at(source.relative, start, 1, title=title, fix=fix, edit=edit))
        return [each for each in written if each not in parts]
    return _as_name([first, last], f"{first.words} {last.words}", title, written, source, problems)


def _of_a_post(written: list[Field], source: Source) -> tuple[list[Field], str, str] | None:
    """The lines of a person's file that begins as a post does, what they give as the name, and what is wrong.

    A title is taken for the name where it is like the file's, and nobody is called `About me`.
    """
    by_key = {keys.canonical(each.key): each for each in written}
    title, author = by_key.get("title"), by_key.get("author") or by_key.get("authors")
    if title is None or "name" in by_key:
        return None
    handle = source.path.stem.lower()
    parts_of_handle = handle.split("-")
    is_name = any(
        part in parts_of_handle or (len(part) > 3 and part in handle) for part in slugify(title.words).split("-")
    )
    if is_name and author is None:
        return None
    parts = [title, author] if author else [title]
    name = title.words if is_name else author.words if author and " " in author.words else guesses.name(source.relative)
    said = " and ".join(f"`{each.key}`" for each in parts)
    return parts, name, f"{said} {'are' if author else 'is'} of a post; the file of a person says `name`."


def _as_name(
    parts: list[Field], name: str, title: str, written: list[Field], source: Source, problems: list[Problem]
) -> list[Field]:
    """The entries with one name in place of these parts of it; only what they say themselves is put there."""
    parts = sorted(parts, key=lambda each: each.line)
    start, end = parts[0].line, parts[-1].last_line
    mine = {number for each in parts for number in range(each.line, each.last_line + 1)}
    between = [source.lines[number - 1] for number in range(start, end) if number not in mine]
    better = f"name: {plain_or_quoted(name)}"
    fix = f"Write: `{better}`"
    if name != parts[0].words and len(parts) > 1 and keys.canonical(parts[0].key) == "title":
        fix += " If this is a post, move the file to `content/posts/`, with a day and the title's words as its name."
    edit = Edit(start, end, "\n".join([better, *between]))
    is_said = set(name.split()) <= set(" ".join(each.words for each in parts).split())
    problems.append(
        shape.KEY_UNKNOWN.at(source.relative, start, 1, title=title, fix=fix, edit=edit if is_said else None)
    )
    whole = replace(parts[0], key="name", value=name)
    return [whole if each is parts[0] else each for each in written if each not in parts[1:]]
