"""Authoring: what a person starts with, a new post or a community of their own.

``new`` and ``adopt`` decide what is to be written; the tasks ask the questions and write the files.
"""
