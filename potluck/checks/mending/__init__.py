"""Mends: which of several go together, what is left to say after them, and how they are made."""
