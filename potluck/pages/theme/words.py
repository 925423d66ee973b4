"""What the theme says, in the language of the site: the catalogues in ``theme/locale/``, as translators write them.

A catalogue is a gettext file named after its language, as ``pt-BR.po``. It is read when the site is built, so there is
no compiled file to forget; a community's own ``locale/`` beside its own templates adds to ours and goes before it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from potluck.pages.reading import locale, spellings


def _(words: str) -> str:
    """Marks words that the renderer writes, for extraction; they are translated on the finished page."""
    return words


ALERTS = (_("Note"), _("Tip"), _("Important"), _("Warning"), _("Caution"))
DONE, TO_DO = _("done"), _("to do")
FEED = _("This is a feed: give its address to a feed reader, and new posts come to you.")
BACK = _("Back to reference %(number)s")
PLAYER = _("Load this from %(host)s")
NAMED_PLAYER = _("Load “%(title)s” from %(host)s")


def translations(lang: str, folders: Iterable[Path]) -> NullTranslations:
    """The words in this language: of every folder that has a catalogue for it, the first counting most.

    Words that none has stay English.
    """
    found: NullTranslations = NullTranslations()
    for folder in reversed(tuple(folders)):
        file = catalogue(lang, folder)
        if file:
            words = GNUTranslations(io.BytesIO(_compiled(file, file.stat().st_mtime_ns)))
            words.add_fallback(found)
            found = words
    return found


def catalogue(lang: str, folder: Path) -> Path | None:
    """The file for a language: its own, its script's (``zh-Hant`` for ``zh-TW``), or that of a country."""
    if not folder.is_dir():
        return None
    wider = spellings(lang)
    names = [lang, *wider, *sorted(file.stem for file in folder.glob(f"{wider[-1]}-??.po"))]
    files = (folder / f"{name}.po" for name in names)
    return next((file for file in files if file.is_file()), None)


@cache
def _compiled(file: Path, _changed: int) -> bytes:
    from babel.messages.mofile import write_mo  # which a site in English never needs
    from babel.messages.pofile import read_po

    with file.open("rb") as text:
        catalog = read_po(text, locale=str(locale(file.stem)))
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    return compiled.getvalue()
