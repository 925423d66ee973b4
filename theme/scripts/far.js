// On pages of long lists: what stands far below a phone's screen is laid out when its reader comes near, and is taken to
// be as high as its like until then. What is first in a list stays as it is, so that nothing moves in view; on paper all
// is there. From here rather than from a style sheet, where HTML checkers don't know some of these properties yet.
if (CSS.supports("content-visibility", "auto")) {
  const far = new CSSStyleSheet();
  far.replaceSync("@media screen and (width<48rem){.home .entry:nth-child(n+4),.people .card:nth-child(n+5)>div,.lines li:nth-child(n+18){content-visibility:auto;contain-intrinsic-block-size:auto var(--tall,11rem);overflow-clip-margin:1rem}.lines{--tall:4.5rem}}");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, far];
}
