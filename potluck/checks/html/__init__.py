"""HTML within Markdown: tags that are misspelt, never closed, or not for posts."""
