"""What keeps a task from being done at all."""


class CannotRun(Exception):
    """A task can't be done. The message says why, and mostly what to do, for whoever began it."""
