// Fetches what is said about a post on GitHub, once a reader asks.
(function (own) {
  var button = own.parentNode.querySelector("button");
  button.hidden = false;
  button.onclick = function () {
    var script = document.createElement("script");
    script.src = "https://giscus.app/client.js";
    script.dataset.mapping = "pathname";
    script.dataset.theme = "preferred_color_scheme";
    for (var name in own.dataset) script.dataset[name] = own.dataset[name];
    button.replaceWith();
    own.after(script);
  };
})(document.currentScript);
