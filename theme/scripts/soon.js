// On the search page: what searches is fetched once the page has been painted, so that nobody waits for it to see a field.
// Until it is there, the form leads to this page again, with what is asked in its address. Frames tell too early that they
// are painted; some browsers tell nobody when they were, against being recognised, so it is fetched then in any case.
(function (finder) {
  function fetched() { import(finder); }
  setTimeout(fetched, 2000);
  new PerformanceObserver((told) => { if (told.getEntriesByName("first-contentful-paint").length) fetched(); }).observe({ type: "paint", buffered: true });
})(document.currentScript.dataset.finder);
