"""Moving in: another site's posts, people, pages and pictures become ours; and moving out again.

`sources/` reads each kind of site into the model of `model.py`; `bodies/` turns what its program added to Markdown into
Markdown that stands alone; `arrange/` gives everything its place here; `report/` tells what came of each file. The
public face is `potluck.moving.run.move_in`.
"""
