"""Links and notes: written so that they are some, and leading where a reader can follow."""
