// Players take the place of their links when a reader asks.
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
