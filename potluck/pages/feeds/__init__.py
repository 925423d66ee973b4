"""Feeds with the full text, and addresses that work wherever the feed is read: Atom (RFC 4287) and JSON Feed 1.1.

Pelican decides which feeds there are (its FEED settings), and series have theirs besides; what stands in them is
decided here. ``filling`` makes an ``entry`` of each post, whose text can stand alone; ``feed`` writes them as XML and
as JSON, with a style sheet that makes a feed a page in a browser.
"""
