// Lists: search and filters act as they are set, pages and sorting replace the list in place; the address follows.
import { enhance } from "./enhance.js";
import { fetchPage } from "./send.js";
import { say, word } from "./words.js";

const PAUSE = 350;
let latest = 0;

async function show(address, { whole, push = true }) {
  const turn = ++latest;
  const region = document.querySelector("[data-list]");
  region.setAttribute("aria-busy", "true");
  try {
    const { page } = await fetchPage(address);
    if (turn !== latest) return;
    const selector = whole ? "[data-listing]" : "[data-list]";
    const fresh = page.querySelector(selector);
    if (!fresh) throw new Error("no list in the answer");
    document.querySelector(selector).replaceWith(fresh);
    document.querySelector(".head__do")?.replaceChildren(...(page.querySelector(".head__do")?.childNodes ?? []));
    enhance(fresh);
    if (push) history.pushState({ list: true }, "", address);
    if (whole) fresh.querySelector("[aria-sort] a, .scroll")?.focus({ preventScroll: true });
  } catch {
    if (turn !== latest) return;
    region.removeAttribute("aria-busy");
    if (push) location.assign(address);
    else say(word("offline"));
  }
}

function addressOf(form) {
  const words = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
  const query = words.toString();
  return form.action.split("?")[0] + (query ? `?${query}` : "");
}

let timer;
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-filters]");
  if (!form) return;
  form.dataset.changed = "1";
  if (!document.querySelector("[data-list]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => show(addressOf(form), { whole: false }), event.target.type === "search" ? PAUSE : 0);
});

document.addEventListener("submit", (event) => {
  if (!("filters" in event.target.dataset)) return;
  event.preventDefault();
  if (!document.querySelector("[data-list]")) {
    location.assign(addressOf(event.target));
    return;
  }
  clearTimeout(timer);
  show(addressOf(event.target), { whole: false });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-swap]");
  if (!link?.closest("[data-listing]") || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  show(link.href, { whole: true });
});

// A board has no list to replace: it is opened anew when the filter closes.
document.addEventListener("toggle", (event) => {
  const form = event.target.closest?.("form[data-filters]");
  if (!form?.dataset.changed || event.target.open || document.querySelector("[data-list]")) return;
  location.assign(addressOf(form));
}, true);

addEventListener("popstate", () => {
  if (document.querySelector("[data-listing]")) show(location.href, { whole: true, push: false });
});
