// What can be told here and now; the check on the pull request looks at everything.
// Each finding is [id of the field, whether it has to be mended, key of the words, line of the text].

import { known, slugify } from "./names.js";

// The rules of potluck/checks/ that need nothing but the line; tests/browser/test_write_agrees.py holds both together.
const TEXT_FINDINGS = [
  [/!\[\s*\]\(/, "alt"],
  [/(^|[^\w/])http:\/\//, "http"],
  [/(^|[^!])\[\s*((click|see|go) here|here|click|this( link| page| site| website)?|link|website|(read )?more)\s*\]\(/i, "vague"],
  [/(^|[^\w#])(TODO|FIXME|XXX|TBD|TBC|TK)\b(?!-)|lorem ipsum/, "note"],
  [/\]\(\s*(file:|[A-Za-z]:[\\/]|\\\\|~\/|\/(home|Users|tmp|mnt|var)\/)/, "computer"],
  [/[^!]\[[^\]]+\]\(\s*www\./, "www"],
];
const MUST = new Set(["computer", "fence", "large", "www"]);

/** Everything found, what has to be mended first. */
export function findings(filled, people, largest) {
  const found = [...missing(filled, people), ...inText(filled.text, largest)];
  return found.sort((one, other) => Number(other[1]) - Number(one[1]));
}

function* missing(filled, people) {
  if (!filled.title.trim()) yield ["title", true, "no_title"];
  else if (!slugify(filled.title) && !slugify(filled.address)) yield ["address", true, "no_address"];
  if (!/^(19|20)\d\d-\d\d-\d\d$/.test(filled.date)) yield ["date", true, "no_date"];
  if (!filled.text.trim()) yield ["text", true, "no_text"];
  if (!filled.name.trim()) yield ["name", true, "no_name"];
  else if (!known(people, filled.name)) {
    if (!slugify(filled.name) && !slugify(filled.handle)) yield ["handle", true, "no_handle"];
    const handle = slugify(filled.handle || filled.name);
    if (people.some((each) => each.handle === handle)) yield ["handle", true, "handle_taken"];
    if (!filled.bio.trim()) yield ["bio", false, "no_bio"];
    if (filled.website.trim() && !/^https?:\/\/[^\s/]+\.[^\s]+$/.test(filled.website.trim())) {
      yield ["website", true, "website"];
    }
    if (filled.mastodon.trim() && !/^(@?[\w.-]+@[\w.-]+\.\w+|https:\/\/\S+)$/.test(filled.mastodon.trim())) {
      yield ["mastodon", true, "mastodon"];
    }
  }
  if (!/^@?[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})$/.test(filled.github.trim())) {
    if (filled.github.trim() || (filled.name.trim() && !known(people, filled.name))) yield ["github", true, "github"];
  }
}

/** Whether these lines say what the fields above say: the same twice stops the post. */
function isFrontMatter(lines) {
  return /^(title|authors?|date|tags):/im.test(lines) && lines.split("\n").every((line) => /^[\w-]+:/.test(line));
}

/** Whether a text is longer than a post may be. */
export function isLarge(text, largest) {
  return text.length > largest || new TextEncoder().encode(text).length > largest;
}

/** What stands between the --- above a text and the next ones, or undefined. */
function atTop(text) {
  const [, rest] = text.trimStart().match(/^---[^\S\n]*\n([\s\S]*)$/) ?? [];
  const end = rest?.indexOf("\n---") ?? -1;
  return end < 0 ? undefined : rest.slice(0, end).replace(/^(?:[^\S\n]*\n)+/, "");
}

function* inText(text, largest) {
  if (isLarge(text, largest)) return yield ["text", true, "large"];
  const top = atTop(text);
  if (top !== undefined) yield ["text", isFrontMatter(top), "front_matter", 1];
  let fence = "";
  let opened = 0;
  const lines = text.split("\n");
  const lastProse = lines.findLastIndex((each) => each.trim() && !each.trim().startsWith("#"));
  for (const [at, line] of lines.entries()) {
    const mark = line.match(/^ {0,3}(`{3,}|~{3,})(.*)$/);
    if (mark && !fence) [fence, opened] = [mark[1], at + 1];
    else if (mark && mark[1][0] === fence[0] && mark[1].length >= fence.length && !mark[2].trim()) fence = "";
    else if (!fence) {
      const prose = line.replace(/`[^`]*`/g, "");
      if (tightHeading(prose, lines[at - 1] ?? "", lastProse > at)) yield ["text", false, "heading", at + 1];
      for (const [pattern, key] of TEXT_FINDINGS) {
        if (pattern.test(prose)) yield ["text", MUST.has(key), key, at + 1];
      }
    }
  }
  if (fence) yield ["text", true, "fence", opened];
}

/** Whether a heading was meant that lacks its space, and not a #hashtag; `goesOn`: prose stands somewhere below. */
function tightHeading(line, above, goesOn) {
  const [, marks, text] = line.match(/^ {0,3}(#{1,6})([^#\s\d!{}[\]()<>=;:|/\\+\-*&%$].*)$/) ?? [];
  if (!marks || marks.length > 1) return Boolean(marks);
  const said = text.trim();
  const all = said.split(/\s+/);
  const isSmall = said[0] !== said[0].toUpperCase();
  const ends = /[.,!?]$/.test(said);
  if (said.includes("#") || (all.length === 1 && (isSmall || !goesOn))) return false;
  if (!above.trim()) return !(isSmall && (ends || all.length > 7));
  const setApart = /[.!?:)”"*_`>|~-]\s*$|^\s*([#<!|>]|[-+*]\s|\d{1,9}[.)]\s)/.test(above);
  return setApart && !isSmall && all.length <= 8 && !ends;
}
