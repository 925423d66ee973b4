"""Compose: posts and people become pages, feeds and a sitemap.

``notes/`` knows what a page read, ``theme/`` reads the theme, and ``texts/`` makes HTML of texts; ``views/`` holds all
that templates may ask for, of what ``edition`` says this build shows. ``feeds/`` and ``generators/`` make the pages
when Pelican asks, and ``environment`` gives templates what they can call. What a page looks like is the theme's
business; how the run goes and how bytes reach the disk is ``potluck.build``'s.
"""
