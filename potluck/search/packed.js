// Stands before Pagefind's worker on a site at home, where each part of the index is one file (packed.py): what is asked
// for of a part is taken out of that, which is fetched once.
{
  const whole = fetch, parts = new Map();
  const DIGITS = 10;

  async function opened(address) {
    const response = await whole(address, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    const file = await response.blob();
    const start = DIGITS + Number(await file.slice(0, DIGITS).text());
    const places = JSON.parse(await file.slice(DIGITS, start).text());
    return (name) => file.slice(...places[name].map((place) => start + place));
  }

  self.fetch = async (address, options) => {
    const [, part, name] = /^(.*\/pagefind\/\d+)\/([^?]+)/.exec(address) || [];
    if (!part || name.endsWith(".pagefind")) return whole(address, options);
    if (!parts.has(part)) parts.set(part, opened(`${part}.part`));
    const found = await parts.get(part).catch((error) => { parts.delete(part); throw error; });
    return new Response(found(name));
  };
}
