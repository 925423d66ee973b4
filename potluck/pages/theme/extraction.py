"""From templates to catalogues: which words there are to translate, and bringing every catalogue up to date with them.

Babel does the work. Catalogues name no lines and no days, so that two people's changes don't meet in them.
"""

from __future__ import annotations

import io
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from potluck.pages.reading import locale

METHODS = [("templates/**.html", "jinja2"), ("words.py", "python")]
OPTIONS = {"templates/**.html": {"trimmed": "true"}}
_HEADS = "Project-Id Report- POT- PO- Last- Language-Team MIME- Content-Transfer Generated"
_OF_THE_DAY = tuple(f'"{name}'.encode() for name in _HEADS.split())
"""Lines of a catalogue's head that change with the day or say nothing."""


def extract(*folders: Path) -> Catalog:
    """Every message in the templates and words of these folders."""
    found = Catalog()
    for folder in folders:
        for _, _, message, comments, context in extract_from_dir(str(folder), METHODS, OPTIONS):
            found.add(message, auto_comments=comments, context=context)
    return found


def update(file: Path, messages: Catalog) -> list[Message]:
    """Bring a catalogue up to date: new messages in, empty; gone ones out. Answers those without a translation."""
    language = str(locale(file.stem))
    old = read_po(io.BytesIO(file.read_bytes()), locale=language) if file.is_file() else Catalog(locale=language)
    new = Catalog(locale=language, header_comment=f"# The theme's words in {file.stem}.", fuzzy=False)
    if file.is_file():  # a newer Babel may count in more ways, and would want words for a million of everything
        new.mime_headers = [("Plural-Forms", old.plural_forms)]
    for message in messages:
        if message.id:
            kept = old.get(message.id)
            new.add(message.id, kept.string if kept else "", auto_comments=message.auto_comments)
    text = io.BytesIO()
    write_po(text, new, width=120, sort_output=True, no_location=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(line for line in text.getvalue().splitlines(True) if not line.startswith(_OF_THE_DAY)))
    return missing(new)


def missing(catalog: Catalog) -> list[Message]:
    """The messages without a translation, or without all forms of their plural."""
    return [each for each in catalog if each.id and not all(_strings(each, catalog.num_plurals))]


def _strings(message: Message, forms: int) -> list[str]:
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    wanted = forms if message.pluralizable else 1
    return (strings + [""] * wanted)[:wanted]
