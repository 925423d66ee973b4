// Searching, on the search page and in the dialog. Pagefind's own script and its index are fetched when somebody begins
// to search, and not before.
const STEP = 10;

// Letters of scripts that set no spaces, with their marks: each is a word of the index (see potluck/search/text.py), where
// hieroglyphs stand in for letters with marks.
const UNSPACED = /[\u0e01-\u0e3a\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u1021\u1780-\u17b3\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b4-\u17d3\u3099\u309a]*/gu;
const BLOCKS = [0x0e, 0x10, 0x17, 0x30];

function veiled(letter) {
  const parts = [...letter.normalize("NFD")];
  return parts.length == 1 ? letter : parts.map((part) => {
    const code = part.codePointAt(0), block = BLOCKS.indexOf(code >> 8);
    return block < 0 ? part : String.fromCodePoint(0x13000 + (block << 8) + (code & 255));
  }).join("");
}

function unveiled(text) {
  const plain = text.replace(/[\u{13000}-\u{133ff}]/gu, (sign) => {
    const code = sign.codePointAt(0);
    return String.fromCodePoint(BLOCKS[(code >> 8) - 0x130] << 8 | code & 255);
  });
  return plain == text ? text : plain.normalize("NFC");
}

// Where the index has a space that the text has not: at such a letter, unless a word in other letters is beside it.
const MARKS = "[\ue000\ue001]*";
const ADDED = [["", "|\\p{P}"], ["|\\p{P}", ""]].map(([before, after]) =>
  new RegExp(`(?<=(?:${UNSPACED.source}${before})${MARKS}) +(?=${MARKS}(?:${UNSPACED.source}${after}))`, "gu"));

// A text of the index as readers know it, without the spaces that were added.
function closed(text) {
  return ADDED.reduce((plain, spaces) => plain.replace(spaces, ""), unveiled(text));
}

// A phrase where all that is asked for are letters that stand alone; else words in any order.
function asked(words) {
  const letters = words.match(UNSPACED) || [];
  const apart = words.replace(UNSPACED, (letter) => ` ${veiled(letter)} `).replace(/\s+/g, " ").trim();
  return letters.length > 1 && !words.replace(UNSPACED, "").trim() ? `"${apart}"` : apart;
}

// One result: the title, who wrote it and when, and the words around what was found.
async function item(result) {
  const page = await result.data();
  const [entry, heading, about, excerpt] = ["li", "h2", "p", "p"].map((tag) => document.createElement(tag));
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  heading.dir = excerpt.dir = "auto";
  heading.append(link);
  about.className = "meta";
  const names = (page.filters.person || []).map((name) => `\u2068${name}\u2069`); // in whatever direction it runs
  about.textContent = [names.join(", "), (page.filters.year || []).join()].filter(Boolean).join(" · ");
  const parts = marked(page.excerpt);
  const words = parts.map((each) => each.textContent ?? each).join("").trim();
  const all = closed(page.content).trim();
  excerpt.append(all.startsWith(words) ? "" : "… ", ...parts, all.endsWith(words) ? "" : " …");
  entry.append(heading, ...(about.textContent ? [about] : []), excerpt);
  return entry;
}

// The excerpt is text with <mark>; it is read as such, and never as HTML.
function marked(html) {
  const nodes = [...new DOMParser().parseFromString(html, "text/html").body.childNodes];
  const text = nodes.map((node) => node.nodeName == "MARK" ? `\ue000${node.textContent}\ue001` : node.textContent).join("");
  return closed(text).split(/(\ue000[^\ue001]*\ue001)/).map((part) => {
    if (part[0] != "\ue000") return part;
    const mark = document.createElement("mark");
    mark.textContent = part.slice(1, -1);
    return mark;
  });
}

// Makes a form search, in `place`: the search page, whose address keeps what is asked, or a dialog, which leads there.
export function searching(place) {
  const [form, field, filters, found, list, more, whole] = ["form", "[type=search]", "fieldset", ".found", ".results", ".more", ".whole a"]
    .map((each) => place.querySelector(each));
  const selects = [...filters.querySelectorAll("select")];
  const address = whole ? new URLSearchParams() : new URLSearchParams(location.search);
  let loading, waiting, turn = 0;

  function load() {
    const { index, parts, root } = found.dataset;
    loading ||= import(`${index}1/pagefind.js`).then(async ({ createInstance }) => {
      const options = { baseUrl: root, excerptLength: 28 };
      const pagefind = createInstance(options);
      const others = Array.from({ length: parts - 1 }, (_, before) => `${index}${before + 2}/`);
      await Promise.all([pagefind.filters(), ...others.map((part) => pagefind.mergeIndex(part, options))]);
      fill(await pagefind.filters());
      return pagefind;
    });
    loading.catch(() => { loading = undefined; });
    return loading;
  }

  // What readers may choose from, once; years are newest first, all else in the order of its letters.
  function fill(known) {
    for (const select of selects) {
      if (select.length > 1) continue;
      const values = Object.keys(known[select.dataset.filter] || {}).sort((a, b) => a.localeCompare(b));
      if (select.dataset.filter == "year") values.reverse();
      select.append(...values.map((value) => new Option(value, value)));
      select.parentElement.hidden = values.length < 2;
      select.value = address.get(select.dataset.filter) || "";
    }
    filters.hidden = selects.every((select) => select.parentElement.hidden);
  }

  // Pagefind keeps to itself that it could not fetch a part of its index: before nothing is said to be found, another
  // looks that begins anew, and tells if it can't.
  async function looked(mine, words, filters, isSure) {
    const pagefind = await load();
    const { results } = await pagefind.search(asked(words), { filters });
    if (results.length || isSure || mine != turn) return results;
    loading = undefined;
    pagefind.destroy();
    return looked(mine, words, filters, true);
  }

  async function search() {
    const mine = ++turn;
    const words = field.value.trim();
    const chosen = Object.fromEntries(selects.filter((each) => each.value).map((each) => [each.dataset.filter, each.value]));
    const query = words ? "?" + new URLSearchParams({ q: words, ...chosen }) : "";
    if (whole) whole.search = query;
    else history.replaceState(null, "", query || location.pathname);
    if (!words) return show(mine, []);
    try {
      const results = await looked(mine, words, chosen);
      if (mine == turn) await show(mine, results, words);
    } catch (error) {
      loading = undefined; // what could not be fetched is asked for again, of a Pagefind that doesn't remember it
      if (mine == turn) found.textContent = found.dataset.trouble;
      throw error;
    }
  }

  async function show(mine, results, words = "") {
    const { none, one, many } = found.dataset;
    const items = await Promise.all(results.slice(0, STEP).map(item));
    if (mine != turn) return;
    list.replaceChildren(...items);
    found.textContent = !words ? "" : !results.length ? none : results.length == 1 ? one : many.replace("NUMBER", results.length.toLocaleString(found.closest("[lang]").lang));
    let shown = STEP;
    more.hidden = results.length <= shown;
    more.onclick = async () => {
      const next = await Promise.all(results.slice(shown, shown + STEP).map(item));
      shown += STEP;
      list.append(...next);
      more.hidden = results.length <= shown;
      next[0]?.querySelector("a").focus();
    };
  }

  // Up and down lead from the field through what is found, and back.
  place.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (!step || at < 0 || event.isComposing || !stops[at + step]) return;
    event.preventDefault();
    stops[at + step].focus();
  });

  form.onsubmit = (event) => { event.preventDefault(); clearTimeout(waiting); search(); };
  field.oninput = () => { clearTimeout(waiting); waiting = setTimeout(search, 180); };
  field.onfocus = () => load().catch(() => {});
  selects.forEach((select) => { select.onchange = search; });
  field.value ||= address.get("q") || "";
  if (field.value) load().then(search, search);
  else if (document.activeElement == field) field.onfocus();
}

const page = document.querySelector(".searching");
if (page) searching(page);
