// A map: what the mouse is over in the list is marked on the map and the other way round; the picture as PNG.
const LARGER = 2; // the drawing is 1640 wide

function mark(numbers, on) {
  for (const number of numbers) {
    for (const one of document.querySelectorAll(`[data-points~="${number}"], [data-point="${number}"]`)) one.classList.toggle("is-hot", on);
  }
}

const numbersOf = (element) => (element?.dataset.points ?? element?.dataset.point ?? "").split(" ").filter(Boolean);
for (const [kind, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  document.addEventListener(kind, (event) => mark(numbersOf(event.target.closest?.("[data-points], [data-point]")), on));
}

async function pngOf(address) {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [picture.naturalWidth * LARGER, picture.naturalHeight * LARGER];
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}

for (const button of document.querySelectorAll("[data-png]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await pngOf(button.dataset.png));
    link.download = button.dataset.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}
