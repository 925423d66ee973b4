"""What people have written: posts, pages, and what they say of themselves."""

from __future__ import annotations

from potluck.content.page import Page
from potluck.content.person import Person
from potluck.content.post import Post

Written = Post | Page | Person
