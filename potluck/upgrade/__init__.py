"""A new version of the project in a community's own repository, without losing what the community changed.

`versions.py` finds the version a repository stands on and the new one; `merging.py` works out, file by file, what is to
become of each; `carrying.py` does it, and undoes it. What members wrote is never looked at.
"""
