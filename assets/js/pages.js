// The pages of a PDF, drawn one by one as they come into sight. The file is fetched as data and never opened as a
// page of its own.
import { getDocument, GlobalWorkerOptions } from "pdfjs-dist";
import { element, word } from "./words.js";

const SHARPEST = 2;

async function draw(canvas, source, number) {
  const page = await source.getPage(number);
  const plain = page.getViewport({ scale: 1 });
  const width = canvas.clientWidth || plain.width;
  const sharp = Math.min(window.devicePixelRatio || 1, SHARPEST);
  const viewport = page.getViewport({ scale: (width / plain.width) * sharp });
  canvas.width = viewport.width;
  canvas.height = viewport.height;
  await page.render({ canvas, viewport }).promise;
}

export async function showPages(place) {
  GlobalWorkerOptions.workerSrc = place.dataset.worker;
  const waiting = element("p", { className: "none", textContent: word("loading") });
  place.append(waiting);
  try {
    const source = await getDocument({ url: place.dataset.pages, isEvalSupported: false, enableXfa: false }).promise;
    const first = (await source.getPage(1)).getViewport({ scale: 1 });
    const seen = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        draw(target, source, Number(target.dataset.page));
      }
    }, { root: place, rootMargin: "600px" });
    for (let number = 1; number <= source.numPages; number += 1) {
      const canvas = element("canvas", { className: "sight__page", width: first.width, height: first.height, role: "img" });
      canvas.dataset.page = number;
      canvas.setAttribute("aria-label", word("page", { n: number, of: source.numPages }));
      place.append(canvas);
      seen.observe(canvas);
    }
    waiting.remove();
    place.dataset.shown = source.numPages;
  } catch {
    waiting.textContent = word("unreadable");
  }
}
