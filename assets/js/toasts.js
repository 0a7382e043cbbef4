// Messages go away by themselves, except while they are pointed at or hold the focus; those with a way back stay longer.
import { element, icon, word } from "./words.js";

const SHORT = 7000;
const LONG = 15000;

function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(leave, SHORT, toast);
  else toast.remove();
}

export function showToasts(root = document.querySelector("#toasts")) {
  for (const toast of root?.querySelectorAll("[data-toast]:not([data-shown])") ?? []) {
    toast.dataset.shown = "1";
    const close = element("button", { type: "button", className: "btn btn--quiet btn--icon btn--sm", "aria-label": word("close") }, icon("x", "sm"));
    close.addEventListener("click", () => toast.remove());
    toast.append(close);
    if (!toast.matches(".toast--bad, .toast--warn")) setTimeout(leave, toast.querySelector("form") ? LONG : SHORT, toast);
  }
}

showToasts();
