"""Texts nobody would write, against the check and the renderer: `python -m tests.fuzz --minutes 60`."""
