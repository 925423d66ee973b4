"""Compose: posts and people become pages, feeds and a sitemap.

``edition`` decides what this build shows. ``texts/`` makes HTML of its texts, ``views/`` holds all that templates may
ask for, and ``generators/`` make the pages when Pelican asks. ``theme/`` reads the theme, ``feeds/`` makes feeds, and
``notes/`` knows what a page read. What a page looks like is the theme's business; how the run goes and how bytes reach
the disk is ``potluck.build``'s.
"""
