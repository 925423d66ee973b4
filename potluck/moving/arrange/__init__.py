"""Arranging: every entry, person, picture and old address of a site that moves in gets its place here."""
