// Menus are <details>: these close on a click elsewhere and on Esc, which gives the focus back, and only one is open.
const OPEN = "details[data-menu][open]";
const SCROLLS = ".board, .scroll, .drawer__b";
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

// Tabbing out closes. (Not on focusout: a press of the mouse within the menu moves the focus to what lies around it.)
document.addEventListener("keyup", (event) => {
  if (event.key !== "Tab") return;
  for (const menu of document.querySelectorAll(OPEN)) {
    if (!menu.contains(document.activeElement)) close(menu, false);
  }
});

// Inside something that scrolls a menu would be cut off: there it floats over the page, and goes when that scrolls.
function float(menu, list) {
  const button = menu.querySelector("summary").getBoundingClientRect();
  const { width, height } = list.getBoundingClientRect();
  const room = document.documentElement.clientWidth - MARGIN;
  const left = button.left + width <= room ? button.left : Math.max(Math.min(button.right, room) - width, MARGIN);
  const below = button.bottom + height + MARGIN <= innerHeight;
  Object.assign(list.style, { position: "fixed", inset: "auto", left: `${left}px` });
  list.style.top = `${below ? button.bottom + 4 : Math.max(button.top - height - 4, MARGIN)}px`;
}

document.addEventListener("scroll", (event) => {
  for (const menu of document.querySelectorAll(OPEN)) {
    if (menu.closest(SCROLLS) && !menu.contains(event.target)) close(menu, menu.contains(document.activeElement));
  }
}, { capture: true, passive: true });

// A menu that would leave the window is pushed back into it.
document.addEventListener("toggle", (event) => {
  const menu = event.target;
  if (!menu.matches?.(OPEN)) return;
  const list = menu.querySelector(".menu");
  if (menu.closest(SCROLLS)) {
    float(menu, list);
    return;
  }
  list.style.inset = "";
  if (getComputedStyle(list).position === "fixed") return;
  const { left, right } = list.getBoundingClientRect();
  const over = right - (document.documentElement.clientWidth - MARGIN);
  if (over > 0) Object.assign(list.style, { left: `${-over}px`, right: "auto" });
  else if (left < MARGIN) Object.assign(list.style, { left: "auto", right: `${left - MARGIN}px` });
}, true);

// The reason form of a decision takes the focus when it opens.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details[data-ask][open]")) event.target.querySelector("input:not([type=hidden])").focus();
}, true);
