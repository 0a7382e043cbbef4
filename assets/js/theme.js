// Theme and width of the menu change at once; the server is told so that the next page comes that way.
import { freshKey } from "./send.js";

document.addEventListener("click", (event) => {
  const choice = event.target.closest("[data-theme-choice]");
  if (!choice?.form) return;
  event.preventDefault();
  document.documentElement.dataset.theme = choice.value;
  const body = new FormData(choice.form);
  body.set(choice.name, choice.value);
  body.set("form_key", freshKey());
  fetch(choice.formAction, { method: "POST", body, redirect: "manual" }).catch(() => {});
  const other = [...document.querySelectorAll("[data-theme-choice]")].find((one) => one !== choice && one.checkVisibility());
  other?.focus();
});

const YEAR = 60 * 60 * 24 * 365;

document.querySelector("[data-rail]")?.addEventListener("click", (event) => {
  const button = event.currentTarget;
  const narrow = document.querySelector("#app").classList.toggle("app--rail");
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `rail=${narrow ? 1 : 0}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
  button.title = button.querySelector("span").textContent = narrow ? button.dataset.wide : button.dataset.narrow;
});
