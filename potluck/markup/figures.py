"""An image of the post's own, alone in a paragraph, becomes a figure; its title becomes the caption.

Images of other hosts stay as they are: whether such a one is shown at all is for the caller to say.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from potluck.markup.python_markdown import Treeprocessor


class Figures(Treeprocessor):
    """Wraps lone images. The paragraph stays inside the figure, as GitHub shows it."""

    def run(self, root: Element) -> None:
        """Wrap every paragraph that holds an image and nothing else."""
        if next(root.iter("img"), None) is None:  # as in most texts
            return
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "p" and (image := _lone_image(child)) is not None:
                    parent[index] = _figure(child, image)


def _lone_image(paragraph: Element) -> Element | None:
    """The image of the post's own that is all a paragraph holds, perhaps inside a link."""
    element = paragraph
    while len(element) == 1 and not (element.text or "").strip() and not (element[0].tail or "").strip():
        element = element[0]
        if element.tag == "img":
            source = element.get("src", "")
            return None if ":" in source.split("/")[0] or source.startswith("//") else element
        if element.tag != "a":
            return None
    return None


def _figure(paragraph: Element, image: Element) -> Element:
    figure = Element("figure")
    figure.tail, paragraph.tail = paragraph.tail, None
    figure.append(paragraph)
    caption = image.attrib.pop("title", "")
    if caption:
        SubElement(figure, "figcaption").text = caption
    return figure
