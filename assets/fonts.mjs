// The fonts of the interface, cut to what a page needs first: letters, digits and punctuation of Russian and English in
// two small files that every page loads, everything else in files that a browser takes only when such a letter comes.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import subsetFont from "subset-font";

const FAMILY = "Golos Text Variable";
const WEIGHTS = { min: 400, max: 620 };
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, step) => from + step);
const codes = (text) => [...text].map((letter) => letter.codePointAt(0));

const EVERYDAY = [...range(0x20, 0x7e), ...codes("\u00a0«»—–„“”‘’…·×§°±−•\u202f\u2009")];
const LATIN = [...range(0x20, 0xff), 0x131, 0x152, 0x153, 0x2bb, 0x2bc, 0x2c6, 0x2da, 0x2dc, ...range(0x2000, 0x206f),
  ...codes("€™↑↓−∕")];
const PARTS = [
  { name: "latin", source: "latin", points: EVERYDAY },
  { name: "latin-more", source: "latin", points: LATIN.filter((point) => !EVERYDAY.includes(point)) },
  { name: "latin-ext", source: "latin-ext", points: [...range(0x100, 0x2ba), ...range(0x1e00, 0x1eff), ...range(0x20a0, 0x20c0)] },
  { name: "cyrillic", source: "cyrillic", points: [0x301, ...range(0x400, 0x45f), 0x490, 0x491, 0x4b0, 0x4b1, 0x2116] },
  { name: "cyrillic-ext", source: "cyrillic-ext", points: [...range(0x460, 0x52f), ...range(0x1c80, 0x1c8a), 0x20b4] },
];

// U+20-7E,U+A0 …
function unicodeRange(points) {
  const runs = [];
  for (const point of [...new Set(points)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && point === last[1] + 1) last[1] = point;
    else runs.push([point, point]);
  }
  const hex = (point) => point.toString(16).toUpperCase();
  return runs.map(([from, to]) => (from === to ? `U+${hex(from)}` : `U+${hex(from)}-${hex(to)}`)).join(",");
}

const face = ({ name, points }) => `@font-face { font-family: "${FAMILY}"; font-style: normal; font-display: swap;
  font-weight: ${WEIGHTS.min} ${WEIGHTS.max}; src: url("./golos-${name}.woff2") format("woff2"); unicode-range: ${unicodeRange(points)}; }`;

// Cuts the fonts into `folder` and gives the style sheet that names them.
export async function cutFonts(source, folder) {
  await Promise.all(PARTS.map(async (part) => {
    const whole = await readFile(path.join(source, `golos-text-${part.source}-wght-normal.woff2`));
    const cut = await subsetFont(whole, String.fromCodePoint(...part.points), { targetFormat: "woff2", variationAxes: { wght: WEIGHTS } });
    await writeFile(path.join(folder, `golos-${part.name}.woff2`), cut);
  }));
  return PARTS.map(face).join("\n");
}
