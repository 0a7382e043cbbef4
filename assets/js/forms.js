// Every form: one click sends once, Ctrl+Enter sends, and after an answer with errors the summary has the focus.
import { element } from "./words.js";

const FORGET_AFTER = 8000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), FORGET_AFTER);
});

export function release(form) {
  delete form.dataset.sent;
  for (const busy of form.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
}

addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(release));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest?.("form");
  const main = form?.querySelector("[data-main]") ?? form?.querySelector("button[type=submit]");
  if (!main || form.method !== "post") return;
  event.preventDefault();
  form.requestSubmit(main);
});

// One value of a filter that takes one.
document.addEventListener("change", (event) => {
  const box = event.target;
  if (!box.matches?.("[data-single]") || !box.checked) return;
  for (const other of box.form.querySelectorAll(`[name="${CSS.escape(box.name)}"]`)) other.checked = other === box;
});

// A list of columns is one word of the address.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("columns" in form.dataset)) return;
  const boxes = [...form.querySelectorAll("[name=cols]")];
  const names = boxes.filter((box) => box.checked).map((box) => box.value);
  for (const box of boxes) box.disabled = true;
  form.append(element("input", { type: "hidden", name: "cols", value: names.join(",") }));
}, true);

document.querySelector("[data-errors]")?.focus();
