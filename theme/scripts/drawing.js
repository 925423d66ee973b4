// Draws the diagrams of a page, once Mermaid is there; `diagrams.js` fetches both. What can't be drawn stays text.
(function () {
  var own = document.currentScript.dataset;
  var root = document.documentElement;
  var preference = matchMedia("(prefers-color-scheme: dark)");
  var drawn = null;
  // A tag in a label is shown as it is written: "#lt;" is Mermaid's way to say so. "<<" and arrows are its own signs.
  var diagrams = Array.from(document.querySelectorAll("pre.mermaid"), function (text) {
    return { text: text, source: text.textContent.replace(/(?<!<)<(?=[a-z!\/?])(?!br\s*\/?>)/gi, "#lt;") };
  });

  function isDark() {
    var scheme = getComputedStyle(root).colorScheme;
    return scheme === "dark" || (scheme !== "light" && preference.matches);
  }

  // Mermaid has cleaned what it drew; whatever could still load or lead somewhere goes here.
  function show(diagram, svg) {
    var picture = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
    picture.querySelectorAll("script,img,image,iframe,object,embed,audio,video,form,input").forEach(function (odd) { odd.remove(); });
    picture.querySelectorAll("a").forEach(function (link) { link.replaceWith(...link.childNodes); });
    picture.setAttribute("role", "group");
    picture.removeAttribute("aria-roledescription");
    if (!picture.hasAttribute("aria-labelledby")) picture.setAttribute("aria-label", own.label);
    if (!diagram.box) {
      diagram.box = document.createElement("div");
      diagram.box.className = "diagram";
      diagram.box.tabIndex = 0;
      diagram.text.before(diagram.box);
    }
    diagram.box.replaceChildren(picture);
    diagram.text.hidden = true;
  }

  async function draw() {
    var dark = isDark();
    if (drawn === dark) return;
    drawn = dark;
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "htmlLabels",
        "dompurifyConfig", "theme", "themeCSS", "themeVariables", "fontFamily", "altFontFamily"],
      suppressErrorRendering: true,
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      theme: dark ? "dark" : "neutral",
      fontFamily: getComputedStyle(document.body).fontFamily
    });
    for (var [at, diagram] of diagrams.entries()) {
      try {
        show(diagram, (await mermaid.render("diagram-" + at, diagram.source)).svg);
      } catch (error) {
        diagram.text.hidden = false;
      }
    }
  }

  draw();
  preference.addEventListener("change", draw);
  new MutationObserver(draw).observe(root, { attributes: true });
})();
