// On pages of long lists: what stands far below a phone's screen is not laid out before the first paint, but right after
// it, so that it is there for whoever scrolls, searches, listens or takes a picture of the page. Until then it is taken to
// be as high as its like. What is first in a list stays as it is, so that nothing moves in view; and so does all of it
// where a reader comes back, or to a place on the page. At once and not in a frame: a page that is there in one piece is
// laid out before its first frame. From here rather than from a style sheet, where HTML checkers don't know some of these
// properties yet.
(() => {
  if (!CSS.supports("content-visibility", "auto") || location.hash || performance.getEntriesByType("navigation")[0]?.type != "navigate") return;
  const far = new CSSStyleSheet();
  far.replaceSync("@media screen and (width<48rem){.home .entry:nth-child(n+4),.people .card:nth-child(n+5)>div,.lines li:nth-child(n+18){content-visibility:auto;contain-intrinsic-block-size:auto var(--tall,11rem);overflow-clip-margin:1rem}.lines{--tall:4.5rem}}");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, far];
  new PerformanceObserver(() => far.replaceSync("")).observe({ type: "paint", buffered: true });
})();
