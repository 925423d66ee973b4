// On the search page: what searches is fetched once the page has been painted, so that nobody waits for it to see a field.
// Until it is there, the form leads to this page again, with what is asked in its address.
(function (finder) {
  requestAnimationFrame(function () {
    requestAnimationFrame(function () {
      setTimeout(function () { import(finder); });
    });
  });
})(document.currentScript.dataset.finder);
