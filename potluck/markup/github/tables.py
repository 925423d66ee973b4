"""GFM tables: rows into cells, and the line of dashes that makes a table."""

from __future__ import annotations

from potluck.late import late

_DELIMITER = late(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*\|?[ \t]*+\Z")
_SEPARATOR = late(r"(?<!\\)\|")


def split_row(text: str) -> list[str]:
    """The cells of one line, pipes unescaped; empty when the line is no row."""
    body = text.strip(" \t\v\f")
    if body in ("", "|"):
        return []
    if body[0] == "|":
        body = body[1:]
    if "\\" not in body:
        return [cell.strip() for cell in body.removesuffix("|").split("|")]
    cells = [cell.replace("\\|", "|").strip() for cell in _SEPARATOR.split(body)]
    if not cells[-1] and len(cells) > 1:
        cells.pop()
    return cells


def alignments(text: str) -> list[str] | None:
    """What a row of dashes (`| :-- | --: |`) says of each column: "left", "right", "center" or ""; None if none."""
    if not _DELIMITER.match(text):
        return None
    return [_alignment(cell) for cell in split_row(text)]


def _alignment(cell: str) -> str:
    if cell.startswith(":"):
        return "center" if cell.endswith(":") else "left"
    return "right" if cell.endswith(":") else ""
