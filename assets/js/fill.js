// Buttons beside a field that write a usual value into it: today, in a week.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-fill]");
  const field = button?.form?.elements[button.dataset.fill];
  if (!field) return;
  field.value = button.dataset.value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
});

// What makes sense for some choices of another field: for the others it is neither seen nor sent.
export function onlyFor(place) {
  const { form } = place.querySelector("input");
  const fits = () => {
    place.hidden = !place.dataset.onlyFor.split(" ").includes(form.elements[place.dataset.onlyOf].value);
    for (const input of place.querySelectorAll("input")) input.disabled = place.hidden;
  };
  form.addEventListener("change", (event) => event.target.name === place.dataset.onlyOf && fits());
  fits();
}
