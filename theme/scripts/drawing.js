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

  // Mermaid bounds texts and edges, but not how long it draws: a reader's page would stop for minutes at thousands of
  // commits, at a word without end, and at the blocks, bits or rings that a number asks for. Such a text stays text.
  function cost(source) {
    var kind = kindOf(source);
    if (!kind || source.length > 20000 || /[^\s;]{300}/.test(source)) return Infinity;
    var parts = (source.match(kind === "block" ? /\s\S/g : /[\n;&]/g) || []).length;
    if (parts > (/^(mindmap|architecture)$/.test(kind) ? 100 : 400)) return Infinity;
    if (!/^(block|packet|radar)$/.test(kind)) return parts;
    var numbers = source.match(/(?<=(?:[:-]|\bcolumns|\bticks)\s*)\d+/g) || [];
    return numbers.some(function (each) { return each.length > 4; }) ? Infinity : parts;
  }

  // As Mermaid tells it, and not by how the first line looks: settings may stand in front of it. Nothing when unsure.
  function kindOf(source) {
    try {
      return mermaid.detectType(source).replace("---", "");
    } catch (error) {
      return "";
    }
  }

  // The style sheet keeps a box's inside within it: a diagram has styles of its author's, also for its picture as a whole.
  function newBox() {
    var box = document.createElement("div");
    box.className = "diagram";
    return box;
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
      diagram.box = newBox();
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
    var desk = newBox();
    document.body.append(desk);
    var left = 2000; // for all of a page
    for (var [at, diagram] of diagrams.entries()) {
      var effort = 20 + cost(diagram.source);
      if (effort > left) continue;
      left -= effort;
      await new Promise(function (rest) { setTimeout(rest); }); // readers can scroll meanwhile
      try {
        if (diagram.box) diagram.box.replaceChildren(); // or Mermaid would find the old picture by its id
        show(diagram, (await mermaid.render("diagram-" + at, diagram.source, desk)).svg);
      } catch (error) {
        diagram.text.hidden = false;
      }
    }
    desk.remove();
  }

  draw();
  preference.addEventListener("change", draw);
  new MutationObserver(draw).observe(root, { attributes: true });
})();
