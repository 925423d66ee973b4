"""The check: everything that is wrong with content, explained, with its fix."""
