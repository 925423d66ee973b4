// Keeps a page of the local site fresh: added to every page by potluck/build/preview.py, never part of the output.
// All tabs share one stream: whichever holds the lock listens, and passes on what it hears.
(() => {
  const own = document.currentScript;
  let { version, etag } = own.dataset;
  const { policy } = own.dataset;
  const me = (sessionStorage.potluckTab ||= Math.random().toString(36).slice(2));
  const channel = new BroadcastChannel("potluck");
  const here = () => location.pathname;

  const showPanel = (html) => {
    document.getElementById("potluck-problems")?.remove();
    if (html) document.body.insertAdjacentHTML("beforeend", html);
  };

  // The new page in place of the old one, at the same place of the text; its scripts run as if it had been loaded.
  const swap = async () => {
    const answer = await fetch(location.href, { cache: "no-store", headers: { "If-None-Match": etag } });
    if (answer.status !== 200) return; // 304: this page is as it was; 404: it will come back with the next save
    // The policy that a page was loaded with stays: one that wants another is loaded anew.
    if (answer.headers.get("Potluck-Policy") !== policy) return new Promise(() => location.reload());
    etag = answer.headers.get("ETag");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    page.querySelector("meta[http-equiv=Content-Security-Policy]")?.remove();
    page.querySelector("script[data-version]")?.remove();
    const [left, top] = [scrollX, scrollY];
    document.head.replaceChildren(...page.head.childNodes);
    document.documentElement.replaceChild(page.body, document.body);
    for (const dead of document.body.querySelectorAll("script")) {
      const script = document.createElement("script");
      for (const { name, value } of dead.attributes) script.setAttribute(name, value);
      script.textContent = dead.textContent;
      dead.replaceWith(script);
    }
    scrollTo({ left, top, behavior: "instant" });
  };

  // Of the tabs, the one looked at last goes to the post that was saved, unless another shows it already.
  let elsewhere = "";
  const follow = async (path) => {
    if (!path || path === here()) return false;
    elsewhere = "";
    await new Promise((later) => setTimeout(later, 150));
    if (elsewhere === path || localStorage.potluckLast !== me) return false;
    location.assign(path);
    return true;
  };

  const heed = async (news) => {
    if (news.version === version) return;
    const first = news.version.split(".")[0] !== version.split(".")[0];
    version = news.version;
    if (news.opens === here()) channel.postMessage({ here: here() });
    if (!first && (await follow(news.opens))) return;
    await swap();
    showPanel(news.panel);
  };

  // One after the other: of two swaps at once the older might come last, and leave its page, and no problems.
  let heeded = Promise.resolve();
  const hear = (news) => {
    if (news.here) elsewhere = news.here;
    else heeded = heeded.then(() => heed(news)).catch(() => {}); // a server that is gone comes back with a new state
  };

  const listen = () =>
    new Promise(() => {
      new EventSource(own.dataset.stream).onmessage = (event) => {
        const news = JSON.parse(event.data);
        channel.postMessage(news);
        hear(news);
      };
    });

  const seen = () => {
    if (document.visibilityState === "visible") localStorage.potluckLast = me;
  };
  addEventListener("focus", seen);
  document.addEventListener("visibilitychange", seen);
  seen();
  channel.onmessage = (event) => hear(event.data);
  if (navigator.locks) navigator.locks.request("potluck", listen);
  else listen();
})();
