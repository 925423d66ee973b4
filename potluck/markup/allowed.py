"""The allow-list: every tag, attribute, class and URL scheme that may reach a page.

Data only, so that a reader of a security report finds it in one place; `sanitise` applies it. Nothing here runs script,
loads anything from elsewhere by itself, takes input, or changes how the page around the text looks.
"""

from __future__ import annotations

from pygments.token import STANDARD_TYPES

from potluck.late import late

# MathML Core's elements that a LaTeX formula needs. `annotation` holds the LaTeX; `annotation-xml`, `mglyph` and
# `malignmark` are left out on purpose: they switch the HTML parser's mode and have carried attacks.
_MATHML = """math semantics annotation mrow mi mn mo mtext ms mspace mfrac msqrt mroot msub msup msubsup munder mover
munderover mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom mstyle menclose merror""".split()

TAGS = frozenset(
    """a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i iframe img input ins kbd li mark ol p pre q rp rt ruby s samp section
    small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr""".split()
) | frozenset(_MATHML)

# Elements whose words are not prose: dropped with what they hold. All others that are not allowed lose only their tags.
TAGS_WITHOUT_CONTENT = frozenset({"script", "style"})

_SPAN = frozenset({"colspan", "rowspan", "scope", "align"})
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "dir", "id", "lang", "title"},
    "a": {"href", "aria-label", "data-embed"},
    "blockquote": {"cite"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "div": {"align", "data-lang"},
    "iframe": {"src", "width", "height"},
    "img": {"src", "alt", "width", "height", "align"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "reversed", "type"},
    "p": {"align"},
    "q": {"cite"},
    "td": {*_SPAN},
    "th": {*_SPAN},
    "time": {"datetime"},
    "col": {"span"},
    "colgroup": {"span"},
    "math": {"display"},
    "annotation": {"encoding"},
    "mfrac": {"linethickness"},
    "mi": {"mathvariant"},
    "mo": {"stretchy", "fence", "form", "lspace", "rspace", "minsize", "maxsize", "movablelimits", "accent"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "mpadded": {"width", "height", "depth", "lspace", "voffset"},
    "mspace": {"width", "height", "depth"},
    "mstyle": {"displaystyle"},
    "mtable": {"columnalign", "rowspacing", "columnspacing"},
    "mtd": {"columnalign"},
    "menclose": {"notation"},
    **{f"h{level}": {"align"} for level in range(1, 7)},
}
ATTRIBUTE_VALUES: dict[str, dict[str, set[str]]] = {
    "input": {"type": {"checkbox"}, "checked": {""}, "disabled": {""}},
    "br": {"clear": {"all", "left", "right"}},
    **{
        tag: {"valign": {"top", "middle", "bottom"}, "width": {f"{part}%" for part in range(1, 101)}}
        for tag in ("td", "th")
    },
    "pre": {"tabindex": {"0"}},
    "mstyle": {"scriptlevel": {"0", "1", "2", "3"}},  # below nothing it would be a size of letters without end
}

# In formulas a length moves things: without a bound, words could be drawn over the page around them.
LENGTHS = frozenset(
    "width height depth lspace rspace voffset minsize maxsize linethickness rowspacing columnspacing".split()
)
HEIGHTS = frozenset(("height", "depth"))
WITH_LENGTHS = frozenset(("mspace", "mpadded", "mo", "mfrac", "mtable"))
EMS = {"": 1, "em": 1, "ex": 0.5, "px": 1 / 16, "pt": 1 / 12, "pc": 1, "cm": 2.4, "mm": 0.24, "in": 6, "mu": 1 / 18}
"""How many times the size of letters a unit is, about."""
RELATIVE = frozenset(("width", "height", "depth"))
"""Units of MathML 3 that measure what is inside: `-1width` is how LaTeX's `\\llap` is written."""
WIDEST, NARROWEST, HIGHEST = 20.0, -1.0, 5.0
"""What a length may be, in times the size of letters; the last for all that a text moves up or down together."""

URL_ATTRIBUTES = frozenset({"href", "src", "cite"})
LINK_SCHEMES = frozenset({"http", "https", "mailto", "tel", "ftp", "xmpp"})  # the last two: GFM makes links of them
LOAD_SCHEMES = frozenset({"http", "https"})  # what an image or an iframe may be loaded by

CLASSES = frozenset(filter(None, STANDARD_TYPES.values())) | frozenset(
    """highlight hll mermaid math math-display align-left align-center align-right
    contains-task-list task-list-item task footnotes footnote-ref footnote-backref
    markdown-alert markdown-alert-title markdown-alert-note markdown-alert-tip markdown-alert-important
    markdown-alert-warning markdown-alert-caution embed embed-link mention issue-link""".split()
)
LANGUAGE_CLASS = late(r"language-[A-Za-z0-9_+#.-]{1,40}\Z")

# Ids that a page may have itself: a heading of that name gets its prefix, although GitHub's name for it would do.
RESERVED_IDS = frozenset(
    """banner body comments content contents dialog footer header found held-back latest main menu more nav
    navigation next-meetup page people posts potluck-problems q query related results root search series share sidebar
    site skip tags talk theme toc toggle top welcome""".split()
)
# And what numbered or compound ids of the page's begin with.
RESERVED_STARTS = ("menu-", "nav-", "page-", "post-", "role-", "search-", "series-", "site-", "skip-", "theme-", "y2")
