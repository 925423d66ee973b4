// What scripts add to a post, where they are on: copy buttons, and players in place of their links.
// The page reads the same without. Its hash is in the page's policy, so it must not change with the page.
(function () {
  var words = document.currentScript.dataset;

  // A console session is copied without its prompts and without what the computer answered.
  function code(pre) {
    var copy = pre.cloneNode(true);
    copy.querySelectorAll(".gp").forEach(function (prompt) { prompt.remove(); });
    var answers = copy.querySelectorAll(".go,.gt,.gr");
    if (answers.length && pre.querySelector(".gp")) answers.forEach(function (answer) { answer.remove(); });
    return copy.textContent.replace(/\n{2,}/g, answers.length ? "\n" : "$&").trim() + "\n";
  }

  document.querySelectorAll(".highlight").forEach(function (block) {
    if (!navigator.clipboard) return;
    var button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.copy;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(code(block.querySelector("pre"))).then(function () {
        button.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; }, 2000);
      });
    });
    block.append(button);
  });

  document.querySelectorAll("a[data-embed]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      var frame = document.createElement("iframe");
      frame.className = "embed-frame";
      frame.src = link.dataset.embed;
      frame.title = link.hostname;
      frame.allow = "fullscreen";
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-forms allow-presentation");
      link.replaceWith(frame);
      frame.focus();
    });
  });
})();
