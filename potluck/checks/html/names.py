"""Names of HTML tags: what there is, what posts may use, what has no end tag, what is always taken out."""

from __future__ import annotations

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

ALLOWED = frozenset(
    """
    a abbr address article aside audio b bdi bdo blockquote br caption center cite code col colgroup dd del
    details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd
    li main mark nav ol p picture pre q rp rt ruby s samp section small source span strike strong sub
    summary sup table tbody td tfoot th thead time tr tt u ul var video wbr big
    """.split()
)
"""Tags that authors use on purpose; not all of them survive, but their text does."""
REMOVED = frozenset(
    """
    script style link meta base form input button select textarea option object embed applet frame frameset
    svg math template noscript title html head body plaintext xmp canvas marquee dialog slot
    """.split()
)

_OTHERS = frozenset("map label fieldset legend datalist optgroup output progress meter data".split())
KNOWN = ALLOWED | REMOVED | VOID | _OTHERS
