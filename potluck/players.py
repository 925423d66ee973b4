"""Whose players may stand in a post, unless the settings say otherwise. How a player looks is for `potluck.markup`."""

from __future__ import annotations

EMBED_HOSTS = (
    *("www.youtube.com", "www.youtube-nocookie.com", "youtu.be", "player.vimeo.com", "vimeo.com", "trinket.io"),
    *("gist.github.com", "speakerdeck.com", "codepen.io", "nbviewer.org"),
    *("mastodon.social", "fosstodon.org", "hachyderm.io"),
)
