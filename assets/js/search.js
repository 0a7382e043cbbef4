// The box in the top bar: what is found opens under it while one types (ARIA 1.2 combobox whose options are links), and
// the whole of it works by keyboard. "/" and Ctrl+K come to it from anywhere, by the place of the key.
import { element, say, word } from "./words.js";

const PAUSE = 70;
const form = document.querySelector("[data-seek]");
const input = form?.querySelector("input");
let list;
let active = -1;
let turn = 0;
let asking;
let timer;

const options = () => [...list.querySelectorAll("[role=option]")];

function activate(at) {
  const lines = options();
  lines[active]?.setAttribute("aria-selected", "false");
  active = at < lines.length ? at : -1;
  const line = lines[active];
  line?.setAttribute("aria-selected", "true");
  line?.scrollIntoView({ block: "nearest" });
  if (line) input.setAttribute("aria-activedescendant", line.id);
  else input.removeAttribute("aria-activedescendant");
}

function close() {
  clearTimeout(timer);
  turn += 1;
  list.hidden = true;
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function show(typed) {
  options().forEach((line, at) => { line.id = `seek-${at}`; });
  list.hidden = false;
  active = -1;
  input.setAttribute("aria-expanded", "true");
  activate(typed && options().length ? 0 : -1);
  if (typed) say(word("found", { n: options().length }));
}

async function ask() {
  const now = ++turn;
  asking?.abort();
  asking = new AbortController();
  const typed = input.value.trim();
  const address = new URL(form.dataset.seek, location.href);
  address.searchParams.set("q", typed);
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, signal: asking.signal });
    if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (now !== turn || document.activeElement !== input) return;
    list.replaceChildren(...page.body.childNodes);
    show(typed);
  } catch (error) {
    if (now !== turn || error.name === "AbortError") return;
    list.replaceChildren(element("p", { className: "listbox__say" }, word("offline")));
    show("");
  }
}

function pressed(event) {
  if (event.isComposing) return;
  const open = !list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const last = options().length - 1;
    if (!open) ask();
    else if (event.key === "ArrowDown") activate(active === last ? -1 : active + 1);
    else activate(active === -1 ? last : active - 1);
  } else if (event.key === "Enter" && open && active >= 0) {
    event.preventDefault();
    const line = options()[active];
    if (event.ctrlKey || event.metaKey) window.open(line.href ?? form.action, "_blank", "noopener");
    else line.click();
  } else if (event.key === "Escape") {
    event.preventDefault();
    if (open) close();
    else input.blur();
  }
}

function come() {
  input.focus();
  input.select();
}

if (form) {
  list = element("div", { className: "listbox", role: "listbox", id: "seek-list", "aria-label": input.getAttribute("aria-label"), hidden: true });
  form.append(list);
  const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": "seek-list", "aria-autocomplete": "list", "aria-keyshortcuts": "/ Control+K" };
  for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("focus", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", pressed);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    if (!event.target.closest("[role=option]")) return;
    close();
    input.blur();
  });
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const palette = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK";
    const slash = plain && !event.shiftKey && (event.code === "Slash" || event.key === "/")
      && !localStorage.getItem("keys-off")
      && !event.target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (event.defaultPrevented || document.querySelector("dialog[open]") || !(palette || slash)) return;
    event.preventDefault();
    come();
  });
}
