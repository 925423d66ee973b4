// The Write page: a form that makes the files of a first post. Without this script the page is its instructions.

import { findings, isLarge } from "./checks.js";
import { body, handleOf, personFile, picturesIn, postFile } from "./files.js";
import { copyOf, download, newFile, upload } from "./handover.js";
import { known, pictureName } from "./names.js";

const form = document.getElementById("write");
const site = JSON.parse(document.getElementById("write-site").textContent);
const words = site.words;
const FIELDS = ["title", "address", "date", "text", "tags", "name", "handle", "pronouns", "github", "website", "mastodon",
  "bio", "branch"];
const KEPT = `potluck-write:${location.pathname}`;
const field = (id) => document.getElementById(`write-${id}`);
const MOST_FINDINGS = 50; // shown at once; the rest comes up as these go
const pictures = new Map();
let preview;
let later;
let shows = 0;

function filled() {
  return Object.fromEntries(FIELDS.map((id) => [id, field(id).value]));
}

function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// ── The draft, kept in this browser ─────────────────────────────────────────────────────────────────────────────────

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify(filled()));
  } catch { /* a browser that keeps nothing is no reason to stop */ }
}

function restore() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(KEPT) || "{}");
  } catch { /* as above */ }
  for (const id of FIELDS) if (typeof kept[id] === "string" && kept[id]) field(id).value = kept[id];
  if (!field("date").value) field("date").value = new Date().toLocaleDateString("sv");
  field("restored").hidden = !(kept.text || kept.title);
}

function startOver() {
  if (!confirm(words.sure)) return;
  try {
    localStorage.removeItem(KEPT);
  } catch { /* as above */ }
  form.reset();
  pictures.clear();
  field("date").value = new Date().toLocaleDateString("sv");
  field("restored").hidden = true;
  look();
  field("title").focus();
}

// ── What is missing, and how it looks ───────────────────────────────────────────────────────────────────────────────

function look() {
  const now = filled();
  const person = known(site.people, now.name);
  field("newcomer").hidden = Boolean(person) || !now.name.trim();
  field("known").textContent = person ? say("known", { name: person.name }) : "";
  const found = findings(now, site.people, site.largest);
  for (const id of ["address", "handle"]) {
    field(`${id}-row`).hidden = !field(id).value && !found.some((each) => each[0] === id);
  }
  const must = found.filter((each) => each[1]).length;
  field("count").textContent = must ? say(must === 1 ? "one_missing" : "missing", { count: must }) : words.ready;
  field("findings").replaceChildren(...found.slice(0, MOST_FINDINGS).map(finding));
  for (const id of FIELDS) {
    const wrong = found.some((each) => each[0] === id && each[1]) && field(id).value !== "";
    if (wrong) field(id).setAttribute("aria-invalid", "true");
    else field(id).removeAttribute("aria-invalid");
  }
  field("go").setAttribute("aria-disabled", String(must > 0));
  if (!field("steps").hidden && must === 0) steps();
  if (must > 0) field("steps").hidden = true;
  show(now);
}

function finding([id, must, key, line]) {
  const button = element("button", { type: "button", className: "link" }, line ? say("line", { line }) : words.go_there);
  button.addEventListener("click", () => goTo(id, line));
  return element("li", { className: must ? "must" : "better" }, `${words[key]} `, button);
}

function goTo(id, line) {
  const target = field(id);
  target.focus();
  if (line) {
    const lines = target.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    target.setSelectionRange(start, start + lines[line - 1].length);
  }
}

async function show(now) {
  const mine = ++shows;
  if (!now.text.trim()) return field("shown").replaceChildren(element("p", {}, words.nothing_yet));
  try {
    if (isLarge(now.text, site.largest)) throw new Error("large");
    preview ??= await import("./preview.js");
    field("shown-title").textContent = now.title;
    return await preview.show(field("shown"), body(now.text), pictures);
  } catch {
    if (mine === shows) field("shown").replaceChildren(element("p", {}, words.no_preview));
  }
}

// ── Files dropped in ────────────────────────────────────────────────────────────────────────────────────────────────

async function take(files) {
  for (const file of files) {
    if (file.type.startsWith("image/")) addPicture(file);
    else if (file.size <= site.largest) addText(await file.text());
  }
  changed();
}

function addPicture(file) {
  const name = pictureName(file.name);
  pictures.set(name, URL.createObjectURL(file));
  const text = field("text");
  const at = text.selectionStart;
  text.setRangeText(`![${words.what_it_shows}](${name})`, at, text.selectionEnd);
  text.focus();
  text.setSelectionRange(at + 2, at + 2 + words.what_it_shows.length);
}

function addText(text) {
  const head = text.match(/^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n/);
  const title = (head ? head[1].match(/^title:(.*)$/m) : text.match(/^# +(.*)$/m))?.[1].trim();
  if (title && !field("title").value) field("title").value = head ? title.replace(/^["']|["']$/g, "") : title;
  const rest = head ? text.slice(head[0].length) : text.replace(/^\uFEFF?# +.*\n+/, "");
  field("text").value = field("text").value.trim() ? `${field("text").value.trimEnd()}\n\n${rest}` : rest;
}

// ── Over to GitHub ──────────────────────────────────────────────────────────────────────────────────────────────────

function handOver() {
  const first = findings(filled(), site.people, site.largest).find((each) => each[1]);
  if (first) return goTo(first[0], first[3]);
  field("steps").hidden = false;
  steps();
  return field("steps").querySelector("h2").focus();
}

function steps() {
  const now = filled();
  const post = postFile(now, site.people);
  const person = personFile(now, site.people);
  const shown = picturesIn(now.text);
  const account = now.github.trim().replace(/^@/, "");
  const branch = now.branch.trim() || "patch-1";
  const copy = copyOf(site.repository, account, branch);
  field("branch-row").hidden = !person && !shown.length;
  const list = [step(newFile(site.repository, site.branch, post), post, "post")];
  if (person) list.push(step(newFile(copy, encodeURIComponent(branch), person), person, "person"));
  if (shown.length) {
    list.push(element("li", {}, element("p", {}, say("step_pictures", { names: shown.join(", ") })),
      link(upload(copy, branch, post.path), words.open_upload)));
  }
  list.push(element("li", {}, element("p", {}, words.step_last)));
  field("list").replaceChildren(...list);
}

function step(target, file, kind) {
  const name = file.path.split("/").slice(1).join("/");
  const item = element("li", { className: kind }, element("h3", {}, words[`step_${kind}`]));
  const copy = element("button", { type: "button" }, words.copy);
  copy.addEventListener("click", () => copyText(copy, file.text));
  const save = element("button", { type: "button" }, words.download);
  save.addEventListener("click", () => download(name.replace("/", "-"), file.text));
  if (target.fits) {
    item.append(element("p", {}, words[`do_${kind}`]), link(target.address, say("open", { name })));
  } else {
    const three = element("ol", {}, element("li", {}, words.long_copy), element("li", {}, words.long_open),
      element("li", {}, words.long_paste));
    item.append(element("p", {}, words.long), element("p", { className: "buttons" }, copy, save), three,
      link(target.address, say("open", { name })));
  }
  const whole = element("details", {}, element("summary", {}, say("whole", { path: `content/${file.path}` })),
    element("pre", { tabIndex: 0 }, file.text));
  if (target.fits) whole.append(element("p", { className: "buttons" }, copy, save));
  item.append(whole);
  return item;
}

function link(address, label) {
  return element("p", {}, element("a", { href: address, target: "_blank", rel: "noopener", className: "go" }, label));
}

async function copyText(button, text) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = words.copied;
  } catch {
    button.textContent = words.copy_by_hand;
  }
  setTimeout(() => { button.textContent = before; }, 3000);
}

// ── Begin ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function changed() {
  clearTimeout(later);
  later = setTimeout(() => { keep(); look(); }, 250);
}

form.addEventListener("input", changed);
form.addEventListener("submit", (event) => { event.preventDefault(); handOver(); });
addEventListener("pagehide", keep);
field("over").addEventListener("click", startOver);
field("file").addEventListener("change", (event) => { take(event.target.files); event.target.value = ""; });
field("text").addEventListener("dragover", (event) => event.preventDefault());
field("text").addEventListener("drop", (event) => {
  if (!event.dataTransfer.files.length) return;
  event.preventDefault();
  take(event.dataTransfer.files);
});
field("text").addEventListener("paste", (event) => {
  const images = [...event.clipboardData.files].filter((file) => file.type.startsWith("image/"));
  if (!images.length) return;
  event.preventDefault();
  take(images);
});
for (const each of site.people) field("people").append(element("option", { value: each.name }));
restore();
form.hidden = false;
field("by-hand").open = false;
look();
