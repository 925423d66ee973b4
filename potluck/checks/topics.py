"""Every topic that is checked. Importing this module registers all checks; a new topic is one more name here."""

from __future__ import annotations

from importlib import import_module

ROOMS = {
    "code": "backticks fence_signs fences first_lines set_as_text signs",
    "elsewhere": """
        chats dialects documents escaped full_width head_lines latex markup programs restructured reviews tags
    """,
    "html": "blocks open slips tags",
    "images": "embeds files shown syntax",
    "links": "brackets detours footnotes names targets words written",
    "markdown": """
        accessibility emphasis headings likeness line_starts lines_joined list_markers lists
        signs_lost structure tables tables_elsewhere
    """,
    "post": "authors dates events language places series titles",
    "words": "characters leftovers privacy repeated spelling template_words",
}
"""The modules with checks, by the folder they are in."""

TOPICS = tuple(
    import_module(f"potluck.checks.{room}.{name}") for room, names in ROOMS.items() for name in names.split()
)
