// On pages of long lists: what stands far below a phone's screen is not laid out before the first paint, but right after
// it, so that it is there for whoever scrolls, searches, listens or takes a picture of the page. Until then it is taken to
// be as high as its like. What is first in a list stays as it is, so that nothing moves in view; and so does all of it
// where a reader comes back, or to a place on the page. At once and not in a frame: a page that is there in one piece is
// laid out before its first frame. From here rather than from a style sheet, where HTML checkers don't know some of these
// properties yet.
(() => {
  if (!CSS.supports("content-visibility", "auto") || !matchMedia("(width<48rem)").matches || location.hash || performance.getEntriesByType("navigation")[0]?.type != "navigate") return;
  const places = ".home .entry:nth-child(n+4),.people .card:nth-child(n+5)>div,.lines li:nth-child(n+18)";
  const far = new CSSStyleSheet();
  far.replaceSync(`@media screen{${places}{content-visibility:auto;contain-intrinsic-block-size:auto var(--tall,11rem);overflow-clip-margin:1rem}.lines{--tall:4.5rem}}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, far];

  // A few in each frame, from top to bottom, so that the page answers meanwhile. Each says so itself, and the sheet stays:
  // to take it away would have the styles of the whole page worked out anew, in one go.
  let all = [], done = 0;
  const some = () => {
    if (done + 24 >= all.length) all = document.querySelectorAll(places); // while the page is read there will be more
    for (const end = Math.min(done + 24, all.length); done < end;) all[done++].style.contentVisibility = "visible";
    if (done < all.length || document.readyState == "loading") requestAnimationFrame(some);
  };
  new PerformanceObserver((_, told) => {
    told.disconnect();
    some();
  }).observe({ type: "paint", buffered: true });
  setTimeout(some, 2000); // some browsers tell nobody when they painted
})();
