"""Names of entries that nobody knows: what was meant, or what else to do with the line."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from potluck.content.front_matter import keys
from potluck.content.front_matter.foreign_names import STATUS_KEYS, as_status, borrow, items_of
from potluck.content.front_matter.given_twice import on_one_line
from potluck.content.front_matter.layout import is_fence
from potluck.content.front_matter.synonyms import PERSON_SYNONYMS
from potluck.content.front_matter.yaml_block import Field, plain_or_quoted, unquoted
from potluck.content.rules import shape
from potluck.content.rules.fields import INVISIBLE_IN_TOP
from potluck.content.source import Source
from potluck.problems import Edit, Problem
from potluck.unseen import INVISIBLE

LED_BY = re.compile(r"\A[:;=\s]*(?:\.\s+)?")
"""What people put between a name and its value beside the colon."""
_SIGN = r"\s*(?:[:;；：=|,\t]|[=-]{1,2}>|→)\s*"
NO_COLON = re.compile(
    rf"\s*(?P<key>[a-z_]{{2,20}}|[A-Za-z_]{{2,20}}(?={_SIGN}))"
    rf"(?:{_SIGN}(?=[^\s>])|(?:\s*\.\s*|\s+)(?=[\"“A-Z0-9])"
    r"|(?<=title|mmary)\s+(?!(?:is|of|for|name|text|here|and|in|post|page|blog|article)\b)(?=[a-z]))(?=[^:：；]*:)"
)
"""A name without its colon in front of a value that has one: the value begins there, and not behind its colon."""
COMMENT = re.compile(r"\s*(?:<!--+|//+|/\*+|--+\s|;+\s|%+\s)\s*(?P<words>\S.*?)\s*(?:--+>|\*+/)?\s*\Z")
MAILBOX_BEHIND = re.compile(r"\s*<[^<>@\s]{1,64}@[^<>\s]{1,100}>\s*\Z")
"""An address behind somebody's name, as git writes it."""
WEB = re.compile(r"https?://\S+\Z|www\.\S+\Z", re.IGNORECASE)
CALLED_OFF = frozenset("status state cancelled canceled cancel called_off postponed eventstatus event_status".split())
"""What people write below `event:` of a meetup that does not take place."""


class Unknown(msgspec.Struct, frozen=True):
    """An entry whose name nobody knows: which names its file may have, what was read, and who is on which line."""

    field: Field
    allowed: tuple[str, ...]
    fields: dict[str, Field]
    given: Mapping[str, int]
    source: Source

    @property
    def title(self) -> str:
        """What is wrong, where nobody can tell what was meant."""
        return f"A line that begins with `{self.field.key.removeprefix(keys.INNER)[:40]}` means nothing here."

    def told(self, title: str, fix: str, edit: Edit | None = None) -> Problem:
        """The problem of this entry, in these words."""
        return shape.KEY_UNKNOWN.at(self.source.relative, self.field.line, 1, title=title, fix=fix, edit=edit)

    def moved_to(self, above: Field, better: str, title: str) -> Problem:
        """The problem of this entry, what it says being on the line of one above it, which becomes `better`."""
        lines = self.source.lines[above.line : self.field.line - 1]
        fix = f"Write `{better.strip()}` on line {above.line}, and delete this line."
        return self.told(title, fix, Edit(above.line, self.field.line, "\n".join([better, *lines])))


def unknown(
    field: Field, allowed: tuple[str, ...], fields: dict[str, Field], given: Mapping[str, int], source: Source
) -> Problem:
    """The problem of an entry whose name nobody knows; where it can be told what was meant, `fields` get it."""
    line = Unknown(field, allowed, fields, given, source)
    if found := COMMENT.match(source.lines[field.line - 1]) if field.line == field.last_line else None:
        return _in_comment(line, found["words"])
    if together := _time_of_day(line):
        return together
    if field.key.removeprefix(keys.INNER).lower() in CALLED_OFF and field.key.startswith(keys.INNER):
        title = "A meetup that is called off, or put off, says so in the title of its post."
        fix = "Delete this line, and begin the title with a word such as `Cancelled:`; for another day, change `start`."
        return line.told(title, fix)
    written = source.lines[field.line - 1]
    seen = INVISIBLE.sub("", field.key)
    if seen != field.key and keys.canonical(seen) in allowed and keys.canonical(seen) not in fields:
        fields[keys.canonical(seen)] = replace(field, key=seen)
        return INVISIBLE_IN_TOP.mended(source.relative, field.line, field.line, INVISIBLE.sub("", written))
    begun = NO_COLON.match(written)
    if begun:  # the first colon is one of the value's
        field = replace(field, value=unquoted(written[begun.end() :]))
        line = replace(line, field=field)
    key = f"{keys.INNER if field.key.startswith(keys.INNER) else ''}{begun['key']}" if begun else field.key
    near = keys.nearest(key, allowed)
    if near is None:
        return _like_no_other(line)
    foreign = keys.foreign_of(allowed).get(near)
    if foreign is not None and foreign.becomes is None:
        return line.told(line.title, "Delete this line.", Edit(field.line, field.last_line, ""))
    if foreign is not None and near in STATUS_KEYS and "status" not in fields and isinstance(field.value, str):
        borrow(near, field, foreign, fields)
        edit, fix = as_status(near, field)
        return line.told(line.title, fix, edit)
    if foreign is not None and foreign.becomes in allowed and near not in STATUS_KEYS:
        near = foreign.becomes
    of_somebody = "name" in (keys.canonical(key), PERSON_SYNONYMS.get(keys.canonical(key)))
    if near == "title" and of_somebody and not {"author", "authors"} & given.keys() and _titled(fields, given, source):
        near = "author"
    if near == "author" and (more := _more_authors(line)):
        return more
    if near in given and near in allowed:
        title = f"{line.title[:-1]}; `{near}` is given on line {given[near]}."
        return line.told(title, f"Delete this line, or put what it says on line {given[near]}.")
    return _misspelt(line, near)


def _in_comment(line: Unknown, words: str) -> Problem:
    """The problem of a comment as other languages have them; one of an entry that is missing may have been meant."""
    key = keys.of_line(words)
    meant = key in line.allowed and key not in line.given
    better = words if meant else f"# {words}"
    if meant:
        line.fields[key] = replace(line.field, key=key, value=unquoted(words.partition(":")[2].strip()))
    title = "A comment of this form means nothing between the two `---`."
    return line.told(title, f"Write: `{better}`", Edit(line.field.line, line.field.line, better))


def _titled(fields: dict[str, Field], given: Mapping[str, int], source: Source) -> bool:
    """Whether there is a title with words in it, above or still to come."""
    if "title" in fields:
        return bool(fields["title"].value)
    ahead = source.lines[given["title"] - 1 : given["title"]] if "title" in given else ()
    return any(line.partition(":")[2].strip(" \"'") for line in ahead)


def _like_no_other(line: Unknown) -> Problem:
    """The problem of a name that is like none we know."""
    key, is_card = keys.canonical(line.field.key), line.allowed is keys.PERSON_KEYS
    if key in keys.ABOUT and is_card and (moved := _into_the_text(line)):
        return moved
    if key in keys.ABOUT or key in keys.PERSON_KEYS:
        own = "" if is_card else "into your own file in `content/authors/`, "
        where = f"{own}{'below the second' if key in keys.ABOUT else 'between the two'} `---`"
        return line.told(line.title, f"Put these words {where}, and delete this line.")
    if key in keys.NETWORKS and is_card:
        fix = "Delete this line. You may put a link to it into the text below the second `---`."
        return line.told(line.title, fix)
    if key in keys.PRIVATE and is_card:
        return line.told(line.title, "Delete this line; everybody could read it, and for good.")
    if f"{keys.INNER}{key}" in line.allowed:
        return _outside(line)
    if is_card and (listed := _addresses(line)):
        return listed
    in_group = line.field.key.startswith(keys.INNER)
    known = [each.removeprefix(keys.INNER) for each in line.allowed if each.startswith(keys.INNER) is in_group]
    aside = ", and say it in the text below the second `---`" if in_group or is_card else ""
    return line.told(line.title, f"Delete the line{aside}, or begin it with one of these: {', '.join(known)}.")


def _into_the_text(line: Unknown) -> Problem | None:
    """The problem of a bio on a line of its own, which belongs below the `---` that ends these lines."""
    lines, last, words = line.source.lines, line.field.last_line, line.field.words
    fence = next((at for at in range(last, len(lines)) if is_fence(lines[at])), None)
    end = next((at for at in range(last, len(lines)) if not lines[at].strip()), len(lines)) if fence is None else fence
    if not words:
        return None
    rest = [*lines[last:end], "" if fence is None else lines[end], words]
    below = lines[end + 1 : end + 2] if "".join(lines[end + 1 : end + 2]).strip() else []
    rest += ["", *below] if below else []
    where = "below these lines, with an empty one above it" if fence is None else "below the second `---`"
    title = f"No line begins with `{line.field.key[:40]}`: words about you are the text of this file."
    fix = f"Delete this line, and put its words {where}:\n\n" + "\n".join(rest)
    return line.told(title, fix, Edit(line.field.line, min(end + 1, len(lines)) + len(below), "\n".join(rest)))


def _addresses(line: Unknown) -> Problem | None:
    """The problem of a list of addresses on somebody's card, where the first can be the website."""
    field, values = line.field, line.field.value if isinstance(line.field.value, tuple) else ()
    if not values or not all(map(WEB.match, values)):
        return None
    if "website" in line.given:
        return line.told(line.title, "Delete these lines. You may put the links into the text below the second `---`.")
    better = f"website: {values[0]}"
    line.fields["website"] = replace(field, key="website", value=values[0])
    fix = f"Write: `{better}`, and put the others as links into the text below the second `---`."
    return line.told(line.title, fix, Edit(field.line, field.last_line, better) if len(values) == 1 else None)


def _misspelt(line: Unknown, near: str) -> Problem:
    """The problem of a name that was meant as `near`, which gets what the line says."""
    field, written = line.field, line.source.lines[line.field.line - 1].removeprefix("+")
    begun = NO_COLON.match(written)
    value = written[begun.end() :] if begun else re.split(r"[:：；]", written, maxsplit=1)[-1]
    value = value.rstrip(" *_") if written.lstrip()[:1] in "*_" and not begun else value
    inner = field.key.startswith(keys.INNER) and near.startswith(keys.INNER)
    indent = written[: len(written) - len(written.lstrip())] if inner else ""
    told = LED_BY.sub("", plain_or_quoted(value) if begun else value)
    last = field.line
    if inner and not told and isinstance(field.value, tuple):
        told, last = plain_or_quoted(", ".join(field.value)), field.last_line
    better = f"{indent}{near.removeprefix(keys.INNER) if inner else near}: {told}"
    if near in line.allowed and near not in line.fields:
        line.fields[near] = replace(field, value=unquoted(told)) if begun else field
    title = f"{line.title[:-1]}; did you mean `{near.removeprefix(keys.INNER)}`?"
    return line.told(title, f"Write: `{better.strip()}`", Edit(field.line, last, better))


def _more_authors(line: Unknown) -> Problem | None:
    """The problem of another author under a name of their own, as `co-author` or `author2`, with the line for all."""
    field, first = line.field, line.fields.get("author") or line.fields.get("authors")
    if first is None or not re.match(r"(?i)(?:co|second|author)", field.key) or not isinstance(field.value, str):
        return None
    more = (MAILBOX_BEHIND.sub("", each) for each in items_of(field.value))
    better = on_one_line("authors", (*items_of(first.value), *more), (first, field), line.source)
    title = f"{line.title[:-1]}; several people stand on one line."
    return line.moved_to(first, better, title) if better else None


def _time_of_day(line: Unknown) -> Problem | None:
    """The problem of a time on a line of its own, below that of its day, with both on one line."""
    field = line.field
    day = line.fields.get("date")
    is_time = keys.canonical(field.key) in keys.TIMES
    if not is_time or day is None or not isinstance(field.value, str):
        return None
    from potluck.content.front_matter.meant_dates import time_at_end

    time = time_at_end(f"at {field.value}")
    if not time or not isinstance(day.value, str) or ":" in day.value or not day.line == day.last_line < field.line:
        return None
    return line.moved_to(day, f"date: {day.value}{time}", "The time stands behind the day, on the line of `date`.")


def _outside(line: Unknown) -> Problem:
    """A name of a meetup's that does not stand below `event:`, or not further in than that."""
    field, lines = line.field, line.source.lines
    written = lines[field.line - 1].strip()
    above = [each.rstrip() for each in lines[: field.line - 1]]
    astray = [f"{keys.INNER}{keys.canonical(each.partition(':')[0])}" in line.allowed for each in above]
    below_it = bool(above) and (above[-1] == f"{keys.GROUP}:" or above[-1].startswith("  ") or astray[-1])
    title = f"`{field.key[:40]}` belongs below `{keys.GROUP}:`, two spaces further in."
    if not below_it and (any(astray) or any(each.startswith(keys.INNER) for each in line.given)):
        fix = f"Put this line right below those of `{keys.GROUP}:`, with two spaces in front of it: `{written}`"
        return line.told(title, fix)
    better = f"  {written}" if below_it else f"{keys.GROUP}:\n  {written}"
    return shape.KEY_UNKNOWN.mended(line.source.relative, field.line, field.line, better, title=title, block=True)
