"""The publishing room, tested against real git servers."""
