// On any other page: sends what is kept, and says what could not be sent.
import { unsent } from "./queue.js";
import { sendAll, shows } from "./sending.js";
import { showToasts } from "./toasts.js";
import { element, word } from "./words.js";

shows.state = (state) => {
  const [first, ...others] = unsent();
  document.querySelector("#unsent")?.remove();
  if (!first || state === "sending") return;
  const text = element("span", { className: "toast__t" }, `${word("cardsLeft", { n: others.length + 1 })} `, element("a", { href: first.to }, word("cardsOpen")));
  document.querySelector("#toasts").append(element("div", { className: "toast toast--warn", id: "unsent", "data-toast": "" }, text));
  showToasts();
};
sendAll();
