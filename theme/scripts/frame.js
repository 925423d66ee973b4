// In the head of every page: a reader's choice of light or dark, kept, and pages that glide into each other.
// The page works the same without. Its hash is in the page's policy, so it must not change with the page.
(function (root) {
  var kept = "auto";
  try {
    kept = localStorage.getItem("theme") || kept;
  } catch (refused) {}
  root.dataset.theme = kept;

  document.addEventListener("click", function (event) {
    if (!event.target.closest(".light")) return;
    var theme = root.dataset.theme;
    var dark = theme == "dark" || (theme == "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    root.dataset.theme = dark ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch (refused) {}
  });

  // From here rather than from the style sheet, where HTML checkers don't know the rule yet.
  try {
    var sheet = new CSSStyleSheet();
    sheet.replaceSync("@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}}");
    document.adoptedStyleSheets = [sheet];
  } catch (unknown) {}
})(document.documentElement);
