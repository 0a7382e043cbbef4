// A part of the page that the server draws anew as a form is filled in: `data-beside` is the address, `data-from` the
// names of the fields that are sent along.
const WAIT = 250;

for (const part of document.querySelectorAll("[data-beside]")) {
  const form = document.querySelector("form[data-guard]");
  const names = part.dataset.from.split(" ");
  let timer, shown;
  const ask = async () => {
    const data = new FormData(form);
    const asked = new URL(part.dataset.beside, location.href);
    for (const name of names) for (const value of data.getAll(name)) asked.searchParams.append(name, value);
    if (asked.search === shown) return;
    shown = asked.search;
    try {
      const answer = await fetch(asked, { credentials: "same-origin" });
      if (!answer.ok || asked.search !== shown) return;
      const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
      part.replaceChildren(...drawn.body.childNodes);
    } catch {
      // the form is checked when it is sent
    }
  };
  for (const kind of ["input", "change"]) form?.addEventListener(kind, () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
}
