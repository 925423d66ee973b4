"""What a block is; the names are CommonMark's.

Texts of a module, and no ``Enum`` nor names of a class: each line of a text asks a dozen times, and Python 3.11 takes
half a microsecond to look up a member and find it in a set, and keeps no track of where a class has a name.
"""

from typing import Final

DOCUMENT: Final = "document"
QUOTE: Final = "quote"
LIST: Final = "list"
ITEM: Final = "item"
FOOTNOTE: Final = "footnote"
TABLE: Final = "table"
PARAGRAPH: Final = "paragraph"
HEADING: Final = "heading"
RULE: Final = "rule"
CODE: Final = "code"
FENCE: Final = "fence"
HTML: Final = "html"
DEFINITIONS: Final = "definitions"
TERM: Final = "term"
DEFINITION: Final = "definition"
