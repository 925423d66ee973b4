// What scripts add to a post, where they are on: copy buttons, players in place of their links, footnotes that open
// where they are called, and contents that follow the reader. It is a module, so that it runs once the page is there.
// The page reads the same without. Its hash is in the page's policy, so it must not change with the page.
const words = document.querySelector("script[data-copy]").dataset;
const each = (selector, work, within = document) => within.querySelectorAll(selector).forEach(work);
const led = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));
const make = (tag, name) => {
  const element = document.createElement(tag);
  element.className = name;
  return element;
};

// A console session is copied without its prompts and without what the computer answered.
const code = (pre) => {
  const copy = pre.cloneNode(true);
  const session = copy.querySelector(".gp");
  const answers = session && copy.querySelector(".go,.gt,.gr");
  if (session) each(".gp,.go,.gt,.gr", (each) => each.remove(), copy);
  return copy.textContent.replace(/\n{2,}/g, answers ? "\n" : "$&").trim() + "\n";
};

if (navigator.clipboard) each(".highlight", (block) => {
  const button = make("button", "copy");
  button.type = "button";
  button.textContent = words.copy;
  button.onclick = async () => {
    await navigator.clipboard.writeText(code(block.querySelector("pre")));
    button.textContent = words.copied;
    setTimeout(() => { button.textContent = words.copy; }, 2000);
  };
  block.append(button);
});

each("a[data-embed]", (link) => {
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = make("iframe", "embed-frame");
    frame.src = link.dataset.embed;
    frame.title = link.hostname;
    frame.allow = "fullscreen";
    frame.sandbox = "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation";
    link.replaceWith(frame);
    frame.focus();
  };
});

// A footnote opens below the paragraph that calls it, and closes by the same number.
each(".footnote-ref > a[href^='#']", (link) => {
  const text = led(link);
  if (!text || link.closest(".footnotes")) return;
  let note;
  link.ariaExpanded = false;
  link.onclick = (event) => {
    event.preventDefault();
    if (note) note = note.remove();
    else {
      note = make("div", "note");
      note.role = "note";
      note.append(...text.cloneNode(true).childNodes);
      each(".footnote-backref", (back) => back.remove(), note);
      const place = link.closest("p,li,td,th,dd,h2,h3,h4,h5,h6");
      if (/^(P|H.)$/.test(place.tagName)) place.after(note);
      else place.append(note);
    }
    link.ariaExpanded = !!note;
  };
});

// Until an image has loaded, a hint of its own mean colour stands in its place.
each("img[data-tint]", (image) => {
  if (image.complete) return;
  image.style.background = image.dataset.tint + "4d";
  image.onload = () => { image.style.background = ""; };
});

// With room to spare the contents are open, and mark where the reader is.
each(".toc", (contents) => {
  const roomy = matchMedia("(width >= 76rem)");
  (roomy.onchange = () => { contents.open = roomy.matches; })();
  const links = [...contents.querySelectorAll("a")];
  const seen = new IntersectionObserver(() => {
    const now = links.findLast((link) => led(link).getBoundingClientRect().top < innerHeight / 3);
    links.forEach((link) => { link.ariaCurrent = link == now ? "true" : null; });
  }, { rootMargin: "0px 0px -66% 0px" });
  links.forEach((link) => seen.observe(led(link)));
});
