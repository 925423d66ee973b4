"""The front desk: what each task says and asks at the terminal, over the rooms that do the work.

``tasks.py`` calls these. Each answers the exit status: 0 done, 1 errors found, 2 could not run.
"""
