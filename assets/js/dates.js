// A day is typed (27.11, 27/11/26, 27.11.2026) or picked in the browser's own calendar.
import { element, icon, word } from "./words.js";

const TYPED = /^(\d{1,2})[./\s-](\d{1,2})(?:[./\s-](\d{4}|\d{2}))?\.?$/;
const two = (number) => String(number).padStart(2, "0");

export function readDay(text) {
  const found = TYPED.exec(text.trim());
  if (!found) return null;
  const [day, month] = [Number(found[1]), Number(found[2])];
  const year = found[3] ? Number(found[3]) + (found[3].length === 2 ? 2000 : 0) : new Date().getFullYear();
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real ? { year, month, day } : null;
}

const written = ({ year, month, day }) => `${two(day)}.${two(month)}.${year}`;

export function withPicker(input) {
  input.addEventListener("change", () => {
    const day = readDay(input.value);
    if (day) input.value = written(day);
  });
  const calendar = element("input", { type: "date", tabIndex: -1, "aria-hidden": "true" });
  if (!calendar.showPicker) return;
  const text = word("pickDay");
  const button = element("button", { type: "button", className: "btn btn--quiet btn--icon", title: text, "aria-label": text }, icon("calendar"));
  button.addEventListener("click", () => {
    const day = readDay(input.value);
    calendar.value = day ? `${day.year}-${two(day.month)}-${two(day.day)}` : "";
    calendar.showPicker();
  });
  calendar.addEventListener("change", () => {
    const [year, month, day] = calendar.value.split("-").map(Number);
    if (!year) return;
    input.value = written({ year, month, day });
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  const hold = element("span", { className: "day" });
  input.replaceWith(hold);
  hold.append(input, calendar, button);
}
