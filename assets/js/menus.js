// Menus are <details>: these close on a click elsewhere and on Esc, which gives the focus back, and only one is open.
const OPEN = "details[data-menu][open]";
const MARGIN = 8;

function close(menu, refocus) {
  menu.open = false;
  if (refocus) menu.querySelector("summary").focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(event.target)) close(menu, false);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const menu = event.target.closest?.(OPEN) ?? document.querySelector(OPEN);
  if (!menu) return;
  event.preventDefault();
  close(menu, true);
});

document.addEventListener("focusout", (event) => {
  const menu = event.target.closest?.(OPEN);
  if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) close(menu, false);
});

// A menu that would leave the window opens to the other side.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.(OPEN)) return;
  const list = menu.querySelector(".menu");
  const { left, right } = list.getBoundingClientRect();
  if (left < MARGIN) list.classList.remove("menu--end");
  else if (right > document.documentElement.clientWidth - MARGIN) list.classList.add("menu--end");
}, true);

// The reason form of a decision takes the focus when it opens.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details[data-ask][open]")) event.target.querySelector("input:not([type=hidden])").focus();
}, true);
