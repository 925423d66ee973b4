"""Bodies: what another program added to Markdown, or wrote instead of it, becomes Markdown that stands alone."""
