"""Publishing to a host that is no git branch: a folder, a machine with rsync, object storage.

The same transaction as on a branch, as far as such a host can: it can't change a thousand files in one step, so there
is an order instead (what pages need, pages, then what goes), a note of what is being done until it is done, and a
record of what is live beside the site. Whoever comes after a publication that was killed finds the note, and puts
right what it left. What was replaced is kept, so that ``plan_return`` can bring it back.

``place`` is what a host must be able to do, ``objects`` and ``by_rsync`` do it, ``record`` is what is remembered,
``turn`` is the note, and ``transaction`` is the order of things.
"""
