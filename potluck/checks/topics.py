"""Every topic that is checked. Importing this module registers all checks; a new topic is one more name here."""

from __future__ import annotations

from importlib import import_module

TOPICS = tuple(
    import_module(f"potluck.checks.{name}")
    for name in """
    accessibility authors backticks characters chat_leftovers code code_numbers code_signs components dates
    detours dialects embeds emphasis emphasis_flanks escaped fence_signs fences footnotes foreign_markup
    foreign_tags from_documents full_width headings html html_blocks html_open image_files image_syntax images
    language latex leftovers letters_as_codes likeness line_starts lines_joined link_names link_targets link_words links
    list_markers lists places privacy restructured spelling structure tables tables_elsewhere tag_lines
    template_words titles
    """.split()
)
