"""The page with the community in numbers."""

from __future__ import annotations

from functools import partial
from typing import Any

from potluck.pages.generators.own import OwnGenerator
from potluck.pages.views.numbers import Numbers

PATH = "numbers/"


class NumbersGenerator(OwnGenerator):
    """Writes the page, if the theme has it."""

    def generate_output(self, writer: Any) -> None:
        if template := self.template("numbers"):
            path, context = f"{PATH}index.html", {**self.context, "numbers": Numbers(self.table)}
            make = partial(writer.write_file, path, template, context, url=PATH)
            writer.remember(path, make)
            if not writer.leaves(path, is_list=True):  # the numbers follow from where posts are
                make()
