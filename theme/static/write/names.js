// Titles and names become file names here by the rules of potluck/content/names.py.

const LETTERS = {
  ß: "ss", ẞ: "SS", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", å: "a", Å: "A", ł: "l", Ł: "L", đ: "d", Đ: "D",
  ð: "d", Ð: "D", þ: "th", Þ: "Th", ı: "i", ŋ: "ng", ħ: "h", ŧ: "t", "&": "",
};
const LONGEST = 80;

/** Lower-case ASCII words joined by hyphens; empty where nothing of the text can be written so. */
export function slugify(text) {
  const plain = text.replace(/./gu, (letter) => LETTERS[letter] ?? letter).normalize("NFKD").replace(/\p{M}/gu, "");
  const told = plain.replace(/(?<=\w)\+\+/g, "pp").replace(/(?<=\b[A-Za-z])#(?!\w)/g, "sharp");
  return told.replace(/[’'`]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "")
    .slice(0, LONGEST).replace(/-+$/, "");
}

/** A picture's name as every system can hold it, with its kind kept. */
export function pictureName(name) {
  const kind = (name.match(/\.[A-Za-z0-9]{1,5}$/) || [".jpg"])[0].toLowerCase();
  return (slugify(name.replace(/\.[A-Za-z0-9]{1,5}$/, "")) || "picture") + kind;
}

/** The person that a name or handle means among those who write here, or undefined. */
export function known(people, text) {
  const wanted = text.trim().toLowerCase();
  const found = people.filter((each) => each.handle === wanted || each.name.toLowerCase() === wanted);
  return found.length === 1 ? found[0] : undefined;
}
