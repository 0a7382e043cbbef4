// Single keys, by their place on the keyboard so that they work in the Russian layout too; never while typing.
const OFF = "keys-off";
const sheet = document.querySelector("#keys");
const rows = () => [...document.querySelectorAll("main [data-row]")];

const typing = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const busy = () => document.querySelector("dialog[open]");

function walk(step) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row.classList.contains("is-here"));
  const next = all[Math.min(Math.max(here + step, 0), all.length - 1)];
  all[here]?.classList.remove("is-here");
  next.classList.add("is-here");
  const link = next.querySelector("a");
  link?.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const keys = {
  KeyN: () => document.querySelector("[data-log]")?.click(),
  KeyJ: () => walk(1),
  KeyK: () => walk(-1),
  KeyX: () => document.querySelector("main [data-row].is-here [data-tick]")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (localStorage.getItem(OFF) || typing(event.target) || busy()) return;
  if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
    event.preventDefault();
    sheet?.showModal();
  } else if (keys[event.code] && !event.shiftKey) {
    event.preventDefault();
    keys[event.code]();
  }
});

document.querySelector("[data-open-keys]")?.addEventListener("click", () => sheet?.showModal());

const on = sheet?.querySelector("[data-keys-on]");
if (on) {
  on.checked = !localStorage.getItem(OFF);
  on.addEventListener("change", () => {
    if (on.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
}
