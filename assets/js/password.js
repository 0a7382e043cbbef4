import { element, icon, word } from "./words.js";

export function withShow(input) {
  const label = document.createTextNode(word("show"));
  const button = element("button", { type: "button", className: "btn btn--quiet btn--sm", ariaPressed: "false" }, icon("eye"), label);
  button.addEventListener("click", () => {
    const shown = input.type === "password";
    input.type = shown ? "text" : "password";
    button.ariaPressed = String(shown);
    label.textContent = word(shown ? "hide" : "show");
    input.focus();
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  input.closest(".field")?.querySelector(".field__top")?.append(button);
}
