"""Code: where it begins and ends, and what was copied along with it."""
