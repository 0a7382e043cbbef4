// Warns before unsaved work in a form[data-guard] is left behind.
const clean = new WeakMap();

function state(form) {
  const fields = [...new FormData(form)].filter(([name]) => !["csrf_token", "form_key"].includes(name));
  return JSON.stringify(fields.map(([name, value]) => [name, value instanceof File ? value.name : value]));
}

export function isChanged(form) {
  return clean.has(form) && clean.get(form) !== state(form);
}

// The form as it came is what counts as saved; remembered at its first touch.
document.addEventListener("focusin", (event) => {
  const form = event.target.form ?? event.target.closest?.("form");
  if (form && "guard" in form.dataset && !clean.has(form)) clean.set(form, form.querySelector("[data-errors]") ? "" : state(form));
});

addEventListener("beforeunload", (event) => {
  const open = [...document.querySelectorAll("form[data-guard]:not([data-sent])")];
  if (open.some(isChanged)) event.preventDefault();
});
