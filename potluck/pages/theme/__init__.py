"""The theme, read: its templates and what they can call, its style sheets, scripts and words, and what pages may load.

How pages look is in the folder ``theme/`` of the site; here is how that gets into pages.
"""
