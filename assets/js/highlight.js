// The letters that were typed, marked in what was found; case, accents and ё make no difference.
const plain = (letter) => letter.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

export function highlighted(text, typed) {
  const letters = [...text.normalize("NFC")];
  const words = [...typed.normalize("NFC")].map(plain).join("").split(/[\s,]+/).filter(Boolean);
  if (words.length === 0) return [text];
  // one plain letter per letter, so that places in both texts agree
  const folded = letters.map((letter) => plain(letter)[0] ?? letter).join("");
  const parts = [];
  let from = 0;
  for (const hit of folded.matchAll(new RegExp(words.map(escaped).join("|"), "gu"))) {
    if (hit.index > from) parts.push(letters.slice(from, hit.index).join(""));
    const mark = document.createElement("mark");
    mark.textContent = letters.slice(hit.index, hit.index + hit[0].length).join("");
    parts.push(mark);
    from = hit.index + hit[0].length;
  }
  parts.push(letters.slice(from).join(""));
  return parts;
}
