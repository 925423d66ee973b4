// Until an image has loaded, a hint of its own mean colour stands in its place.
each("img[data-tint]", (image) => {
  if (image.complete) return;
  image.style.background = image.dataset.tint + "4d";
  image.onload = () => { image.style.background = ""; };
});
