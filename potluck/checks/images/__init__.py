"""Images, films and sounds: there, readable, described, and shown where they are meant to be."""
