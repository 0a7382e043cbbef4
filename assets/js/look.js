// A quick look at a card at the side of the board, and what the board remembers of being looked at.
import { freshKey } from "./send.js";
import { element, say, word } from "./words.js";

const board = document.querySelector("[data-board]");
const drawer = document.querySelector("#drawer");
const body = drawer?.querySelector(".drawer__b");
const SETTLED = 1500;

export async function lookAt(card, back) {
  const address = board.dataset.lookAt.replace("/0", `/${card.dataset.card}`);
  body.replaceChildren(element("p", { className: "drawer__wait", role: "status" }, word("loading")));
  drawer.querySelector("#drawer-title").textContent = back.textContent;
  if (!drawer.open) drawer.showModal();
  drawer.addEventListener("close", () => document.getElementById(card.id)?.querySelector("a.card__t").focus(), { once: true });
  try {
    const answer = await fetch(address, { headers: { "X-Board": "1" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(`no card at ${address}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    body.replaceChildren(document.adoptNode(page.querySelector(".peek")));
    body.scrollTop = 0;
    say(back.textContent);
    markSeen(card);
  } catch {
    location.assign(back.href);
  }
}

// The mark of a card that changed ends when the card is looked at.
export function markSeen(card) {
  if (!card.classList.contains("is-changed")) return;
  card.classList.remove("is-changed");
  card.querySelector(".card__n")?.remove();
  if (board.dataset.seen) tell(board.dataset.seen, { id: card.dataset.card });
}

export function rememberVisit() {
  const { visit } = board.dataset;
  if (visit) setTimeout(tell, SETTLED, visit, {});
}

// Told on the way out too, as when a card is opened.
function tell(address, more) {
  const words = new URLSearchParams({ board: board.dataset.board, csrf_token: board.dataset.csrf, form_key: freshKey(), ...more });
  fetch(address, { method: "POST", body: words, headers: { "X-Board": "1" }, credentials: "same-origin", keepalive: true }).catch(() => {});
}
