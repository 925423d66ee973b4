// Fetches the public replies to a post's announcement on Mastodon, once a reader asks. Only their words are shown.
(function (own) {
  var button = own.parentNode.querySelector("button");
  button.hidden = false;
  button.onclick = async function () {
    button.disabled = true;
    var list = document.createElement("ul");
    list.className = "replies";
    try {
      var answer = await (await fetch(own.dataset.replies)).json();
      answer.descendants.filter(function (reply) { return reply.visibility == "public"; }).forEach(function (reply) {
        var item = document.createElement("li");
        var who = document.createElement("a");
        if (/^https:/.test(reply.url)) who.href = reply.url;
        who.rel = "nofollow ugc noopener";
        who.textContent = reply.account.display_name || reply.account.acct;
        item.append(who);
        var plain = reply.content.replace(/<(br|\/p)\b[^>]*>/g, "\n").replace(/<[^>]*>/g, "");
        var words = new DOMParser().parseFromString(plain, "text/html");
        words.body.textContent.trim().split(/\n+/).forEach(function (line) {
          var paragraph = document.createElement("p");
          paragraph.dir = "auto";
          paragraph.textContent = line;
          item.append(paragraph);
        });
        list.append(item);
      });
      button.replaceWith();
      own.before(list);
    } catch (unreachable) {
      button.disabled = false;
    }
  };
})(document.currentScript);
