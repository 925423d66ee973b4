// The search dialog once it is open (see frame.js): filters, results and their keys join the field, which keeps what was
// typed meanwhile. `html` and `css` come from search_dialog.html, search.css and dialog.css when the site is built.
import { searching } from "../theme/search/search.js";

const dialog = document.querySelector("dialog.ask");
const form = dialog.querySelector("form");
const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);

const box = document.createElement("template");
box.innerHTML = html;
form.className = "find";
form.role = "search";
form.append(...box.content.querySelectorAll(".close, fieldset"));
dialog.append(box.content);
form.querySelector(".close").onclick = () => dialog.close();

// The keyboard stays in the dialog: past its last control comes its first.
dialog.addEventListener("keydown", (event) => {
  if (event.key != "Tab") return;
  const stops = [...dialog.querySelectorAll("a, button, input, select")].filter((each) => each.checkVisibility());
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (document.activeElement != from) return;
  event.preventDefault();
  to.focus();
});

searching(dialog);
