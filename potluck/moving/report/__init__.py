"""What came of an import, told on the terminal, as Markdown to read through, and as JSON for programs."""
