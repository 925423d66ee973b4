"""What templates reach for: posts, people, tags and series as pages show them, found on the ``table``."""
