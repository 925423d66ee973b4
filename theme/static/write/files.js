// What a member filled in becomes the files of our content model: front matter, text, and where they belong.

import { known, slugify } from "./names.js";

// Characters that nobody can see, and that turn text around: they come along when text is copied from elsewhere.
// Half of a pair of surrogates is no letter, and no address can hold it.
const UNPAIRED = /[\ud800-\udfff]/gu;
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A line as it was meant. */
export function line(text) {
  return text.replace(UNPAIRED, "").replace(UNSEEN, "").replace(/\s+/g, " ").trim();
}

/** A value as YAML has to have it; what is not plainly a word is put in quotes. */
export function scalar(text) {
  const plain = /^[A-Za-z][A-Za-z0-9 .'!?()-]*$/.test(text) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)
    && !/\s$/.test(text);
  return plain ? text : JSON.stringify(text);
}

function frontMatter(values) {
  const lines = values.filter(([, value]) => value).map(([key, value]) => `${key}: ${value}`);
  return `---\n${lines.join("\n")}\n---\n`;
}

/** Tags as they are written: no number sign, one space, none twice. */
export function tagsOf(text) {
  const found = line(text).split(",").map((tag) => tag.trim().replace(/^#+/, "").replace(/\s+/g, " ")).filter(Boolean);
  return [...new Map(found.map((tag) => [slugify(tag) || tag, tag])).values()];
}

/** Text as a file holds it: one kind of line end, no front matter of its own, one line end at the foot. */
export function body(text) {
  const seen = text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(UNPAIRED, "").replace(UNSEEN, "").replace(/\u00a0/g, " ");
  return `${seen.split("\n").map((each) => each.trimEnd()).join("\n").replace(/^\n+/, "").trimEnd()}\n`;
}

/** The handle of whoever is writing: of their file if there is one, else made from their name. */
export function handleOf(filled, people) {
  const person = known(people, filled.name);
  return person ? person.handle : slugify(filled.handle || filled.name);
}

/** Names of the pictures beside the post that its text shows. */
export function picturesIn(text) {
  const found = [...text.matchAll(/!\[[^\]]{0,2000}\]\(\s*<?([^)\s>]+)/g)].map((each) => each[1]);
  return [...new Set(found.filter((address) => !/^([a-z][a-z0-9+.-]*:|\/|#|\.\.)/i.test(address)))];
}

/** The post's file: path below content/, and text. */
export function postFile(filled, people) {
  const name = `${filled.date}-${slugify(filled.address || filled.title)}`;
  const tags = tagsOf(filled.tags).map(scalar).join(", ");
  const head = frontMatter([
    ["title", line(filled.title) && scalar(line(filled.title))],
    ["author", handleOf(filled, people)],
    ["tags", tags && `[${tags}]`],
  ]);
  const path = picturesIn(filled.text).length ? `posts/${name}/index.md` : `posts/${name}.md`;
  return { path, text: `${head}\n${body(filled.text)}` };
}

/** The newcomer's file, or undefined for somebody who has one. */
export function personFile(filled, people) {
  if (known(people, filled.name)) return undefined;
  const links = ["website", "mastodon"].map((key) => [key, line(filled[key]) && JSON.stringify(line(filled[key]))]);
  const head = frontMatter([
    ["name", line(filled.name) && scalar(line(filled.name))],
    ["pronouns", line(filled.pronouns) && scalar(line(filled.pronouns))],
    ["github", filled.github.trim().replace(/^@/, "")],
    ...links,
  ]);
  return { path: `authors/${handleOf(filled, people)}.md`, text: `${head}\n${body(filled.bio)}` };
}
