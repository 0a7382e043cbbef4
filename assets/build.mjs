// Builds what the browser gets into tracker/static/dist: bundles, icon sprite, flags, land and world, all with hashed names,
// and manifest.json (plain name → built name). `npm run build` takes a few seconds and needs no network.
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

import * as esbuild from "esbuild";

import { cutFonts } from "./fonts.mjs";
import { outline, rings, status } from "./icons.mjs";
import { landSvg } from "./land.mjs";
import { paperFonts } from "./paper-fonts.mjs";
import { worldSvg } from "./world.mjs";

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const PUBLISHED = path.join(ROOT, "tracker", "static", "dist");
const DIST = `${PUBLISHED}-building`;
const require = createRequire(import.meta.url);
const folderOf = (name) => path.join(ROOT, "node_modules", ...name.split("/"));
const manifest = {};

const squeeze = { gz: promisify(gzip), br: promisify(brotliCompress) };
const SMALLEST = 600;

async function put(name, content) {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 8);
  const { dir, name: stem, ext } = path.parse(name);
  const built = path.posix.join(dir, `${stem}-${hash}${ext}`);
  await mkdir(path.join(DIST, dir), { recursive: true });
  await writeFile(path.join(DIST, built), content);
  return built;
}

// `@import "fonts"` in the style sheet is what fonts.mjs cuts.
const fonts = (folder) => ({
  name: "fonts",
  setup(build) {
    const source = path.join(folderOf("@fontsource-variable/golos-text"), "files");
    build.onResolve({ filter: /^fonts$/ }, () => ({ path: "fonts", namespace: "fonts" }));
    build.onLoad({ filter: /./, namespace: "fonts" }, async () => (
      { contents: await cutFonts(source, folder), loader: "css", resolveDir: folder }));
  },
});

async function bundles() {
  const folder = await mkdtemp(path.join(tmpdir(), "fonts-"));
  const result = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: ["assets/css/app.css", "assets/js/app.js", "assets/js/worker.js"],
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["chrome123", "firefox120", "safari17.5"],
    minify: true,
    legalComments: "none",
    outdir: DIST,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "fonts/[name]-[hash]",
    loader: { ".woff2": "file" },
    plugins: [fonts(folder)],
    metafile: true,
    logLevel: "warning",
  });
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    const built = path.relative(DIST, path.join(ROOT, file)).split(path.sep).join("/");
    if (output.entryPoint?.startsWith("assets/")) manifest[path.basename(output.entryPoint)] = built;
    const font = built.match(/(fonts\/golos-[a-z-]+)-[A-Z0-9]+\.woff2/);
    if (font) manifest[`${font[1]}.woff2`] = built;
  }
  await rm(folder, { recursive: true });
}

const inner = (svg) => svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
  .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, "").replace(/>\s+</g, "><").trim();

async function sprite() {
  const folder = path.join(folderOf("@tabler/icons"), "icons", "outline");
  const symbols = await Promise.all(outline.map(async (name) =>
    `<symbol id="i-${name}" viewBox="0 0 24 24">${inner(await readFile(path.join(folder, `${name}.svg`), "utf8"))}</symbol>`));
  for (const [name, drawn] of Object.entries(status)) symbols.push(`<symbol id="s-${name}" viewBox="0 0 14 14">${drawn}</symbol>`);
  for (const [name, drawn] of Object.entries(rings)) symbols.push(`<symbol id="r-${name}" viewBox="0 0 14 14">${drawn}</symbol>`);
  manifest["icons.svg"] = await put("icons.svg", `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`);
}

// A few flags carry a coat of arms of up to 180 kB. Shown at 16 to 36 px, they are drawn once into a small picture.
const HEAVIEST_FLAG = 1400;
const DRAWN_WIDTH = 60;

async function flags() {
  const { Resvg, initWasm } = await import("@resvg/resvg-wasm");
  await initWasm(await readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  const folder = path.join(folderOf("flag-icons"), "flags", "4x3");
  const names = (await readdir(folder)).filter((name) => /^[a-z]{2}\.svg$/.test(name));
  for (const name of names) {
    const drawn = await readFile(path.join(folder, name));
    const heavy = (await squeeze.gz(drawn)).length > HEAVIEST_FLAG;
    const small = heavy && new Resvg(drawn, { fitTo: { mode: "width", value: DRAWN_WIDTH } }).render().asPng();
    manifest[`flags/${name}`] = await put(`flags/${name.replace(".svg", heavy ? ".png" : ".svg")}`, small || drawn);
  }
}

// The half of pdf.js that runs beside the page; the other half is in the bundle of pages.js.
async function workers() {
  manifest["pdf.worker.js"] = await put("pdf.worker.js", await readFile(require.resolve("pdfjs-dist/build/pdf.worker.min.mjs")));
}

async function pictures() {
  const topology = JSON.parse(await readFile(require.resolve("world-atlas/land-50m.json"), "utf8"));
  manifest["land.svg"] = await put("land.svg", landSvg(topology));
  const countries = JSON.parse(await readFile(require.resolve("world-atlas/countries-50m.json"), "utf8"));
  manifest["world.svg"] = await put("world.svg", worldSvg(topology, countries));
  manifest["favicon.svg"] = await put("favicon.svg", await readFile(path.join(ROOT, "assets", "favicon.svg")));
}

async function compress(folder = DIST) {
  const entries = await readdir(folder, { withFileTypes: true });
  await Promise.all(entries.map(async (entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return compress(file);
    if (!/\.(css|js|svg)$/.test(entry.name)) return undefined;
    const content = await readFile(file);
    if (content.length < SMALLEST) return undefined;
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(`${file}.gz`, await squeeze.gz(content, { level: 9 }));
    return writeFile(`${file}.br`, await squeeze.br(content, { params }));
  }));
}

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
await Promise.all([bundles(), sprite(), flags(), pictures(), workers(), paperFonts(folderOf, path.join(DIST, "paper-fonts"))]);
await compress();
const sorted = Object.fromEntries(Object.entries(manifest).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile(path.join(DIST, "manifest.json"), `${JSON.stringify(sorted, null, 1)}\n`);
await rm(PUBLISHED, { recursive: true, force: true });
await rename(DIST, PUBLISHED);
