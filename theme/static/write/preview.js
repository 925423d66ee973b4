// Markdown as it will roughly look, made safe. Loaded when there is something to show.

import { marked } from "./marked.js";
import "./purify.js";

const purify = globalThis.DOMPurify;
const SAFE = {
  FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "svg", "math", "video", "audio", "iframe"],
  FORBID_ATTR: ["style", "id", "name", "class", "srcset", "background", "poster"],
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};

/** Show Markdown in an element. `pictures` holds the addresses of pictures that were dropped in, by name. */
export function show(element, markdown, pictures) {
  const shown = purify.sanitize(marked.parse(markdown, { gfm: true }), SAFE);
  for (const image of shown.querySelectorAll("img")) {
    const own = pictures.get(image.getAttribute("src"));
    if (own) image.src = own;
    else image.replaceWith(Object.assign(document.createElement("em"), { textContent: `[${image.alt || "?"}]` }));
  }
  for (const link of shown.querySelectorAll("a")) Object.assign(link, { target: "_blank", rel: "noopener" });
  element.replaceChildren(shown);
}
