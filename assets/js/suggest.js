// A field that the server fills by itself when others change: `data-suggest` is the address, `data-from` the names of
// the fields that are sent along. What somebody typed into it stays.
for (const field of document.querySelectorAll("[data-suggest]")) {
  const form = field.form;
  let own = field.value;
  form.addEventListener("change", async ({ target }) => {
    const names = field.dataset.from.split(" ");
    if (!names.includes(target.name) || field.value !== own) return;
    const asked = new URLSearchParams(names.map((name) => [name, new FormData(form).get(name) ?? ""]));
    try {
      const answer = await fetch(`${field.dataset.suggest}?${asked}`, { credentials: "same-origin" });
      if (!answer.ok || field.value !== own) return;
      own = (await answer.json()).number;
      field.value = own;
    } catch {
      // the field keeps what it has, and is checked when the form is sent
    }
  });
}
