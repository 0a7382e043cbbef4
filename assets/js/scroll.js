// On a phone the sheet scrolls, not the window: going back returns to the same place in it.
const sheet = document.querySelector("#app .page");
const key = `scroll:${location.pathname}${location.search}`;
const [{ type } = {}] = performance.getEntriesByType("navigation");

if (sheet) {
  if (type === "back_forward" || type === "reload") sheet.scrollTop = Number(sessionStorage.getItem(key) ?? 0);
  addEventListener("pagehide", () => {
    if (sheet.scrollTop > 0) sessionStorage.setItem(key, String(sheet.scrollTop));
    else sessionStorage.removeItem(key);
  });
}
