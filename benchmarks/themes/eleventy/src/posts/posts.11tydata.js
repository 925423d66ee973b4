export default {
  layout: "post.njk",
  tags: ["post"],
  eleventyComputed: {
    permalink: (data) => `/${data.page.date.toISOString().slice(0, 7).replace("-", "/")}/${data.slug}/`,
  },
};
