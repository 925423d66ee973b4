"""Markdown: headings, lists, tables, bold words and blocks that readers would see otherwise than they were meant."""
