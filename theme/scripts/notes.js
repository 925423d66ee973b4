// A footnote opens below the paragraph that calls it, and closes by the same number.
each(".footnote-ref > a[href^='#']:not(.footnotes *)", (link) => {
  const text = led(link), place = link.closest("p,li,td,th,dd,h2,h3,h4,h5,h6");
  if (!text || !place) return;
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
      place[/^(P|H.)$/.test(place.tagName) ? "after" : "append"](note);
    }
    link.ariaExpanded = !!note;
  };
});
