// The fonts of PDF papers, which embed the letters they use: Golos Text whole, and the hieroglyphs of Noto Sans in the
// pieces in which they are published; han.json tells which letters each piece has: { "han-4": [[from, to], …], … }.
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import subsetFont from "subset-font";

const GOLOS = { Golos: "400Regular/GolosText_400Regular.ttf", "Golos-Strong": "600SemiBold/GolosText_600SemiBold.ttf" };

// "U+4e00-4e10,U+5143" → [[0x4e00, 0x4e10], [0x5143, 0x5143]]
const runs = (range) => range.split(",").map((run) => {
  const [from, to] = run.trim().replace(/^U\+/i, "").split("-");
  return [parseInt(from, 16), parseInt(to ?? from, 16)];
});
const letters = (pieces) => String.fromCodePoint(...pieces.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, step) => from + step)));

export async function paperFonts(folderOf, folder) {
  await mkdir(folder, { recursive: true });
  const golos = folderOf("@expo-google-fonts/golos-text");
  await Promise.all(Object.entries(GOLOS).map(([name, file]) => copyFile(path.join(golos, file), path.join(folder, `${name}.ttf`))));
  const noto = folderOf("@fontsource-variable/noto-sans-sc");
  const ranges = JSON.parse(await readFile(path.join(noto, "unicode.json"), "utf8"));
  const han = {};
  for (const [key, range] of Object.entries(ranges)) {
    const number = key.match(/^\[(\d+)\]$/)?.[1];
    if (!number) continue;
    const whole = await readFile(path.join(noto, "files", `noto-sans-sc-${number}-wght-normal.woff2`));
    const cut = await subsetFont(whole, letters(runs(range)), { targetFormat: "truetype", variationAxes: { wght: 400 } });
    han[`han-${number}`] = runs(range);
    await writeFile(path.join(folder, `han-${number}.ttf`), cut);
  }
  await writeFile(path.join(folder, "han.json"), JSON.stringify(han));
}
