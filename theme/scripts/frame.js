// In the head of every page: a reader's choice of light or dark, kept, and pages that glide into each other.
// The page works the same without. Its hash is in the page's policy, so it must not change with the page.
((root) => {
  // In the first frame, before anything of it is painted: what is stored is waited for, and reading goes on meanwhile.
  requestAnimationFrame(() => {
    var kept = "auto";
    try {
      kept = localStorage.getItem("theme") || kept;
    } catch {}
    root.dataset.theme = kept;
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest(".light")) return;
    var theme = root.dataset.theme;
    var dark = theme == "dark" || (theme == "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {}
  });

  // Search opens in a dialog, by its link or by a slash; where there is a field already, that is it. All but the field
  // is in search/dialog.js, fetched then; until it is there, or if it never comes, the form leads to the search page.
  function search(event) {
    var link = document.querySelector(".search");
    if (!link || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey && event.type == "click") return;
    if (event.type == "click" ? !event.target.closest(".search") : event.key != "/" || event.target.closest("input,textarea,select,[contenteditable]")) return;
    event.preventDefault();
    var field = document.querySelector("[type=search]");
    if (!field) {
      var made = document.createElement("dialog");
      made.className = "ask";
      made.closedBy = "any";
      made.innerHTML = "<form><input type=search name=q required><button></button></form>";
      made.firstChild.action = link.href;
      field = made.querySelector("input");
      made.ariaLabel = field.ariaLabel = made.querySelector("button").textContent = link.textContent;
      var rest = document.createElement("script");
      rest.type = "module";
      rest.src = link.href + "dialog.js";
      document.body.append(made, rest);
    }
    var dialog = field.closest("dialog");
    if (dialog && !dialog.open) dialog.showModal();
    field.focus();
    field.select();
  }
  document.addEventListener("click", search);
  document.addEventListener("keydown", search);

  // From here rather than from the style sheet, where HTML checkers don't know the rule yet.
  try {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync("@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}");
    document.adoptedStyleSheets = [sheet];
  } catch {}
})(document.documentElement);
