"""What templates reach for: posts, people, tags and series as pages show them, found on the ``table``.

They lead to one another as what they show does, a post to its people and a person to their posts; so for their types
alone these modules import each other both ways.
"""
