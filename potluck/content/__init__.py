"""The content folder, read: sources, front matter, posts, people, pages, and what is wrong with them.

The public face is `potluck.content.gathering.load`.
"""
