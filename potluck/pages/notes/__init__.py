"""Notes: what a page read of the site as it was filled in, so that the next build knows if it would read the same.

``views`` are the objects that note what they are asked, ``seen`` the lists; ``reads`` writes the notes down
(``noted``), as paths and digests (``telling``); ``world`` follows those paths on another day.
``potluck.build.ledger`` keeps them.
"""
