// With room to spare the contents are open, and mark where the reader is.
each(".toc", (contents) => {
  const roomy = matchMedia("(width >= 76rem)");
  (roomy.onchange = () => { contents.open = roomy.matches; })();
  const links = [...contents.querySelectorAll("a")].filter(led);
  const seen = new IntersectionObserver(() => {
    const now = links.findLast((link) => led(link).getBoundingClientRect().top < innerHeight / 3);
    links.forEach((link) => { link.ariaCurrent = link == now ? "true" : null; });
  }, { rootMargin: "0px 0px -66% 0px" });
  links.forEach((link) => seen.observe(led(link)));
});
