// Ticked rows of a list: how many there are, all of the page at once, and none.
const boxes = () => [...document.querySelectorAll("[data-tick]")];

export function count() {
  const all = boxes();
  const ticked = all.filter((box) => box.checked).length;
  const shown = document.querySelector("[data-ticked]");
  if (shown) shown.textContent = String(ticked);
  const whole = document.querySelector("[data-tick-all]");
  if (whole) {
    whole.checked = ticked > 0 && ticked === all.length;
    whole.indeterminate = ticked > 0 && ticked < all.length;
  }
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-tick-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches?.("[data-tick], [data-tick-all]")) count();
});

document.addEventListener("reset", (event) => {
  if ("bulk" in event.target.dataset) setTimeout(count);
});
