// Has the diagrams of a page drawn as soon as one is about to be seen, where scripts are on; without, they stay text.
// Only pages with a diagram have it; its hash is in the page's policy, so it must not change with the page.
(function () {
  var own = document.currentScript.dataset;
  var near = new IntersectionObserver(function (seen) {
    if (!seen.some(function (each) { return each.isIntersecting; })) return;
    near.disconnect();
    [[own.src, own.integrity], [own.drawing, own.drawingIntegrity]].forEach(function (file) {
      var script = document.createElement("script");
      script.src = file[0];
      script.integrity = file[1];
      script.async = false; // in this order
      script.dataset.label = own.label;
      document.head.append(script);
    });
  }, { rootMargin: "100%" });
  document.querySelectorAll("pre.mermaid").forEach(function (each) { near.observe(each); });
})();
