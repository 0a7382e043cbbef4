// Long texts of a form are kept in the browser until the form is saved, per person and form.
import { element, icon, word } from "./words.js";

const WAIT = 600;
const SENT = "draft-sent";
const keyOf = (form) => `draft:${document.body.dataset.user ?? ""}:${form.dataset.draft}`;
const texts = (form) => [...form.querySelectorAll("textarea[name]")];

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function keep(form) {
  const kept = Object.fromEntries(texts(form).filter((area) => area.value !== area.defaultValue).map((area) => [area.name, area.value]));
  try {
    if (Object.keys(kept).length === 0) localStorage.removeItem(keyOf(form));
    else localStorage.setItem(keyOf(form), JSON.stringify(kept));
  } catch {
    return; // no room or not allowed: the form still works, only without a draft
  }
  const line = form.querySelector("[data-kept]");
  if (line && Object.keys(kept).length) {
    line.textContent = word("kept", { time: new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" }) });
  }
}

function bringBack(form, kept) {
  const changed = texts(form).filter((area) => kept[area.name] && kept[area.name] !== area.value);
  if (changed.length === 0) return;
  const before = new Map(changed.map((area) => [area, area.value]));
  for (const area of changed) area.value = kept[area.name];
  const forget = element("button", { type: "button", className: "linkish" }, word("forget"));
  const note = element("div", { className: "note note--info", role: "status" }, icon("history"), element("div", {}, `${word("draft")} `, forget));
  forget.addEventListener("click", () => {
    for (const [area, value] of before) area.value = value;
    localStorage.removeItem(keyOf(form));
    note.remove();
    changed[0].focus();
  });
  form.prepend(note);
}

export function withDraft(form) {
  const failed = form.querySelector("[data-errors]") !== null;
  if (sessionStorage.getItem(SENT) === keyOf(form) && failed) sessionStorage.removeItem(SENT);
  const kept = failed ? null : stored(keyOf(form));
  if (kept) bringBack(form, kept);
  let timer;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea")) return;
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT, form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form);
    sessionStorage.setItem(SENT, keyOf(form));
  });
}

// The page after a saved form no longer shows that form with errors: its draft has served.
export function forgetSaved(page = document) {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  const again = [...page.querySelectorAll("form[data-draft]")].some((form) => keyOf(form) === key && form.querySelector("[data-errors]"));
  if (again) return;
  sessionStorage.removeItem(SENT);
  localStorage.removeItem(key);
}

forgetSaved();
