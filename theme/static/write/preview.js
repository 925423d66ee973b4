// Markdown as it will roughly look, made safe. Loaded when there is something to show.

import "./purify.js";

const purify = globalThis.DOMPurify;
const SAFE = {
  ALLOWED_TAGS: ["a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "del", "details", "dd", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark",
    "ol", "p", "pre", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody",
    "td", "tfoot", "th", "thead", "tr", "u", "ul", "var", "#text"],
  ALLOWED_ATTR: ["align", "alt", "colspan", "dir", "href", "lang", "open", "rowspan", "src", "start", "title", "value"],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
};
const LONGEST_WAIT = 4000; // milliseconds; a post takes a few
const LONGEST_PAGE = 1_000_000; // characters of HTML
let thread;
let giveUp;

/** Markdown as HTML, not safe yet. Rejects where that takes too long, or something newer is to be shown instead. */
function marked(markdown) {
  giveUp?.();
  return new Promise((resolve, reject) => {
    const isThere = Boolean(thread);
    const started = thread ??= new Worker(new URL("./marking.js", import.meta.url), { type: "module" });
    let waiting;
    const stop = () => {
      clearTimeout(waiting);
      giveUp = undefined;
      started.terminate();
      thread = undefined;
      reject(new Error("late"));
    };
    const begin = () => {
      waiting = setTimeout(stop, LONGEST_WAIT);
      started.postMessage(markdown);
    };
    giveUp = stop;
    started.onerror = stop;
    started.onmessage = ({ data }) => {
      if (data === true) return begin(); // however long it took to fetch it
      clearTimeout(waiting);
      giveUp = undefined;
      if (data !== null && data.length <= LONGEST_PAGE) resolve(data);
      else reject(new Error("empty"));
    };
    if (isThere) begin();
  });
}

/** Show Markdown in an element. `pictures` holds the addresses of pictures that were dropped in, by name. */
export async function show(element, markdown, pictures) {
  const shown = purify.sanitize(await marked(markdown), SAFE) ?? "";
  for (const image of shown.querySelectorAll?.("img") ?? []) {
    const own = pictures.get(image.getAttribute("src"));
    if (own) image.src = own;
    else image.replaceWith(Object.assign(document.createElement("em"), { textContent: `[${image.alt || "?"}]` }));
  }
  for (const link of shown.querySelectorAll?.("a") ?? []) Object.assign(link, { target: "_blank", rel: "noopener" });
  element.replaceChildren(shown);
}
