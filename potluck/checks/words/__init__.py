"""The words themselves: characters, spelling, what was left in, and what should not be public."""
