// What the scripts of a text share. A page carries this and those it has a use for (potluck/pages/views/body.py), as one
// module, which runs once the page is there. The page reads the same without. Its hash is in the page's policy, so it
// must not change with the page.
const each = (selector, work, within = document) => within.querySelectorAll(selector).forEach(work);
// Our own links within a text say the id to the letter, as it stands in the page.
const led = (link) => document.getElementById(link.getAttribute("href").slice(1));
const make = (tag, name) => {
  const element = document.createElement(tag);
  element.className = name;
  return element;
};
