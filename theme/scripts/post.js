// What scripts add to a post, where they are on: copy buttons, players in place of their links, footnotes that open
// where they are called, and contents that follow the reader.
// The page reads the same without. Its hash is in the page's policy, so it must not change with the page.
(function () {
  var words = document.currentScript.dataset;

  function each(selector, work) {
    document.querySelectorAll(selector).forEach(work);
  }

  function led(link) {
    return document.getElementById(decodeURIComponent(link.hash.slice(1)));
  }

  function make(tag, name) {
    var element = document.createElement(tag);
    element.className = name;
    return element;
  }

  // A console session is copied without its prompts and without what the computer answered.
  function code(pre) {
    var copy = pre.cloneNode(true);
    var answers = copy.querySelectorAll(".go,.gt,.gr");
    if (copy.querySelector(".gp")) answers.forEach(function (answer) { answer.remove(); });
    copy.querySelectorAll(".gp").forEach(function (prompt) { prompt.remove(); });
    return copy.textContent.replace(/\n{2,}/g, answers.length ? "\n" : "$&").trim() + "\n";
  }

  if (navigator.clipboard) each(".highlight", function (block) {
    var button = make("button", "copy");
    button.type = "button";
    button.textContent = words.copy;
    button.onclick = function () {
      navigator.clipboard.writeText(code(block.querySelector("pre"))).then(function () {
        button.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; }, 2000);
      });
    };
    block.append(button);
  });

  each("a[data-embed]", function (link) {
    link.onclick = function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      var frame = make("iframe", "embed-frame");
      frame.src = link.dataset.embed;
      frame.title = link.hostname;
      frame.allow = "fullscreen";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation");
      link.replaceWith(frame);
      frame.focus();
    };
  });

  // A footnote opens below the paragraph that calls it, and closes by the same number.
  each(".footnote-ref > a[href^='#']", function (link) {
    var text = led(link);
    if (!text || link.closest(".footnotes")) return;
    var note;
    link.setAttribute("aria-expanded", false);
    link.onclick = function (event) {
      event.preventDefault();
      if (note) note = note.remove();
      else {
        note = make("div", "note");
        note.setAttribute("role", "note");
        note.append(...text.cloneNode(true).childNodes);
        note.querySelectorAll(".footnote-backref").forEach(function (back) { back.remove(); });
        var place = link.closest("p, li, td, th, dd, h2, h3, h4, h5, h6");
        if (/^(P|H.)$/.test(place.tagName)) place.after(note);
        else place.append(note);
      }
      link.setAttribute("aria-expanded", !!note);
    };
  });

  // Until an image has loaded, a hint of its own mean colour stands in its place.
  each("img[data-tint]", function (image) {
    if (image.complete) return;
    image.style.background = image.dataset.tint + "4d";
    image.onload = function () { image.style.background = ""; };
  });

  // With room to spare the contents are open, and mark where the reader is.
  each(".toc", function (contents) {
    var roomy = matchMedia("(width >= 76rem)");
    (roomy.onchange = function () { contents.open = roomy.matches; })();
    var links = Array.from(contents.querySelectorAll("a"));
    var seen = new IntersectionObserver(function () {
      var now = links.findLast(function (link) {
        return led(link).getBoundingClientRect().top < innerHeight / 3;
      });
      links.forEach(function (link) { link.ariaCurrent = link == now ? "true" : null; });
    }, { rootMargin: "0px 0px -66% 0px" });
    links.forEach(function (link) { seen.observe(led(link)); });
  });
})();
