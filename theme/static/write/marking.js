// A thread of its own for Markdown: a text that keeps it busy can be given up, and the page goes on meanwhile.

import { marked } from "./marked.js";

onmessage = ({ data }) => {
  let html = null;
  try {
    html = marked.parse(data, { gfm: true });
  } catch { /* too deep for it: there is nothing to show then */ }
  postMessage(html);
};

postMessage(true); // it is there, and its time begins
