"""What `invoke translate` says."""

from __future__ import annotations

from pathlib import Path

from potluck.content.front_matter.values import LANG
from potluck.desk.answers import DONE, plainly, say, sorry
from potluck.pages.theme.extraction import extract, update

OURS = Path(__file__).resolve().parents[1] / "pages" / "theme"
"""Where the words are that templates don't hold themselves."""


@plainly
def translate(theme: Path, lang: str = "") -> int:
    """Bring the theme's catalogues up to date, and begin one for ``lang`` if it has none. Answers the exit code."""
    if lang and not LANG.match(lang):
        return sorry(f"{lang!r} is not the short form of a language. Write it as `it` or `pt-BR`.")
    folder = theme / "locale"
    messages = extract(theme, OURS)
    files = {*folder.glob("*.po"), *([folder / f"{lang}.po"] if lang else [])}
    for file in sorted(files):
        waiting = update(file, messages)
        done = len(messages) - len(waiting)
        say(f"{file.relative_to(theme.parent)}: {done} of {len(messages)} translated.")
        for message in waiting[:5]:
            words = message.id if isinstance(message.id, str) else message.id[0]
            say(f"  still to do: {words}")
        if len(waiting) > 5:
            say(f"  and {len(waiting) - 5} more: look for an empty msgstr.")
    return DONE
