// Rows of one kind in a form (members, programme, phones) are added and taken off here. Without scripts the same buttons
// ask the server for the form with a row more or less.
import { enhance } from "./enhance.js";
import { say, word } from "./words.js";

const NUMBER = "__n__";
const rowsOf = (place) => [...place.querySelectorAll("[data-entry]")];

function numbered(row, number) {
  for (const one of row.querySelectorAll("*")) {
    for (const { name, value } of [...one.attributes]) {
      if (value.includes(NUMBER)) one.setAttribute(name, value.replaceAll(NUMBER, number));
    }
  }
  return row;
}

// A programme goes on at the day of the line before: the last one that says it.
function carry(place, row) {
  for (const field of row.querySelectorAll("[data-carry]")) {
    const given = [...place.querySelectorAll("[data-carry]")].filter((one) => one.value);
    field.value = given.at(-1)?.value ?? "";
  }
}

function settle(place) {
  place.querySelector("[name=more]").disabled = rowsOf(place).length >= Number(place.dataset.most);
  place.dispatchEvent(new Event("change", { bubbles: true }));
}

function add(place) {
  const pattern = place.querySelector("template");
  const row = numbered(pattern.content.firstElementChild.cloneNode(true), place.dataset.next);
  place.dataset.next = Number(place.dataset.next) + 1;
  carry(place, row);
  pattern.before(row);
  enhance(row);
  settle(place);
  const fields = [...row.querySelectorAll("input:not([type=hidden], [tabindex='-1']), select, textarea")];
  fields.find((field) => field.value === "" || !("carry" in field.dataset))?.focus();
}

function takeOff(place, row) {
  const rows = rowsOf(place);
  const near = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
  row.remove();
  settle(place);
  (near?.querySelector("[name=less]") ?? place.querySelector("[name=more]")).focus();
  say(word("lineOff"));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-entries] :is([name=more], [name=less])");
  if (!button) return;
  event.preventDefault();
  const place = button.closest("[data-entries]");
  if (button.name === "more") add(place);
  else takeOff(place, button.closest("[data-entry]"));
});
