// The same pages as the other themes make. Lists of ten and feeds of thirty are put together here, since Eleventy's own
// pagination knows one level.
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import footnotes from "markdown-it-footnote";

const LIST = 10;

// Pages of ten posts each for every key, newest first, with the address of each.
function lists(groups, folder) {
  return [...groups].flatMap(([key, posts]) => {
    const total = Math.max(1, Math.ceil(posts.length / LIST));
    const url = (number) => `/${folder(key)}${number > 1 ? `page/${number}/` : ""}`;
    return Array.from({ length: total }, (_, index) => ({
      key, number: index + 1, total, url: url(index + 1), folder: folder(key),
      newer: index ? url(index) : "", older: index + 1 < total ? url(index + 2) : "",
      posts: posts.slice(index * LIST, (index + 1) * LIST),
    }));
  });
}

function grouped(posts, keys) {
  const groups = new Map();
  for (const post of posts) {
    for (const key of keys(post)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(post);
    }
  }
  return new Map([...groups].sort(([one], [other]) => (one < other ? -1 : 1)));
}

export default function (site) {
  const newest = (api) => api.getFilteredByTag("post").reverse();
  const authors = (api) => grouped(newest(api), (post) => post.data.authors);
  const tags = (api) => grouped(newest(api), (post) => post.data.topics);
  const years = (api) => grouped(newest(api), (post) => [String(post.date.getUTCFullYear())]);
  const slug = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");

  site.addPlugin(highlight);
  site.amendLibrary("md", (markdown) => markdown.use(footnotes));
  site.addCollection("newest", newest);
  site.addCollection("home", (api) => lists([["", newest(api)]], () => ""));
  site.addCollection("authorLists", (api) => lists(authors(api), (key) => `authors/${key}/`));
  site.addCollection("tagLists", (api) => lists(tags(api), (key) => `tags/${slug(key)}/`));
  site.addCollection("authorPosts", (api) => [...authors(api)]);
  site.addCollection("tagPosts", (api) => [...tags(api)]);
  site.addCollection("years", (api) => [...years(api)].reverse());
  site.addFilter("slugged", slug);
  site.addFilter("first", (posts, count) => posts.slice(0, count));
  site.addFilter("iso", (date) => date.toISOString());
  site.addFilter("told", (date) => date.toLocaleDateString("en-GB", { dateStyle: "full", timeZone: "UTC" }));
  site.addFilter("summary", (html) => (/<p>[^]*?<\/p>/.exec(html) || [""])[0]);
  return { dir: { input: "src", output: "_site" }, markdownTemplateEngine: false };
}
