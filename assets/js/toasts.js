// Short messages go away by themselves, except while they are pointed at or hold the focus; those with a way back stay
// longer. A long text, a warning or an error stays until it is closed.
import { element, icon, word } from "./words.js";

const SHORT = 7000;
const LONG = 15000;
const READ_AT_A_GLANCE = 70;

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
    const stays = toast.matches(".toast--bad, .toast--warn") || toast.querySelector(".toast__t").textContent.length > READ_AT_A_GLANCE;
    if (!stays) setTimeout(leave, toast.querySelector("form") ? LONG : SHORT, toast);
  }
}

showToasts();
