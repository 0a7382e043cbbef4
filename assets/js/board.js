// Moves of cards: by mouse (long press on a touch screen), by keyboard, by the card's menu. A card lands at once and
// slides back with the reason when the server refuses. Each move is the slice's ordinary POST, marked as the board's.
import Sortable from "sortablejs";
import { lookAt, markSeen, rememberVisit } from "./look.js";
import { freshKey } from "./send.js";
import { count } from "./tick.js";
import { showToasts } from "./toasts.js";
import { element, say } from "./words.js";

const LONG_PRESS = 250;
const board = document.querySelector("[data-board]");
const { dataset: words } = board;

const columnOf = (node) => node.closest("[data-column]");
const laneOf = (node) => node.closest("[data-lane]");
// The list of a column, in the given lane where the board has lanes.
const listOf = (key, lane) => (lane ?? board).querySelector(`[data-column="${CSS.escape(key)}"] [data-cards]`);
const laneNamed = (value) => board.querySelector(`[data-lane="${CSS.escape(value)}"]`);
const movesOf = (card) => board.querySelector(`template[data-moves="${CSS.escape(columnOf(card).dataset.column)}"]`)?.content;
const gripOf = (card) => card.querySelector("[data-grip]");

function findMove(card, from, to) {
  const moves = board.querySelector(`template[data-moves="${CSS.escape(from)}"]`)?.content;
  return moves?.querySelector(`[data-move="${CSS.escape(to)}"]`);
}

const headOf = (key) => board.querySelector(`[data-head="${CSS.escape(key)}"] [data-count]`);

function showCount(shown, text) {
  shown.textContent = text;
  const { most } = shown.parentElement.dataset;
  shown.parentElement.classList.toggle("is-over", Boolean(most) && Number.parseInt(text, 10) > Number(most));
}

function showCounts(counts) {
  for (const [key, count] of Object.entries(counts)) {
    const shown = headOf(key);
    if (shown) showCount(shown, count);
  }
}

function shiftCount(key, by) {
  const shown = headOf(key);
  if (shown && /^\d+$/.test(shown.textContent)) showCount(shown, String(Number(shown.textContent) + by));
}

async function send(card, url, fields) {
  const body = new URLSearchParams({ version: gripOf(card).dataset.version, ...fields });
  body.set("csrf_token", words.csrf);
  body.set("form_key", freshKey());
  const headers = { "X-Board": "1", Accept: "application/json" };
  const answer = await fetch(`${url}${location.search}`, { method: "POST", body, headers, credentials: "same-origin" });
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error("no answer of the board");
  return { ok: answer.ok, ...(await answer.json()) };
}

// `home`: how to put the card back where it stood.
async function move(card, url, fields, to, home) {
  card.setAttribute("aria-busy", "true");
  say(words.moving);
  let answer;
  try {
    answer = await send(card, url, fields);
  } catch {
    home();
    card.removeAttribute("aria-busy");
    refuse(card, url, { ask: "", why: words.failed }, to);
    return;
  }
  card.removeAttribute("aria-busy");
  if (answer.ok) land(card, answer);
  else {
    home();
    refuse(card, url, answer, to);
  }
}

function land(card, { card: html, column, lane, counts, text, toast }) {
  showCounts(counts);
  say(text);
  offerBack(toast);
  const fresh = html && new DOMParser().parseFromString(html, "text/html").querySelector("[data-card]");
  if (!fresh) {
    card.remove();
    return;
  }
  const list = listOf(column, laneNamed(lane) ?? laneOf(card));
  if (card.parentElement === list) card.replaceWith(fresh);
  else {
    card.remove();
    list?.prepend(fresh);
  }
  prepare(fresh);
  fresh.querySelector("a.card__t")?.focus({ preventScroll: true });
}

// The way back from a move, where there is one: for the last move alone.
function offerBack(html) {
  const toasts = document.querySelector("#toasts");
  toasts.replaceChildren();
  if (!html) return;
  toasts.append(new DOMParser().parseFromString(html, "text/html").querySelector("[data-toast]"));
  showToasts();
}

function refuse(card, url, { why, ask }, to) {
  leave(card);
  card.classList.add("is-refused");
  const shown = ask && new DOMParser().parseFromString(ask, "text/html").querySelector(".why");
  const note = shown || element("div", { className: "why" }, element("b", {}, why ?? words.failed));
  note.dataset.note = "";
  card.append(note);
  say(why ?? words.failed);
  const form = note.matches("form") ? note : null;
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    const fields = Object.fromEntries(new FormData(form));
    step(card, form.getAttribute("action") || url, fields, to);
  });
  note.querySelector("[data-leave]")?.addEventListener("click", () => {
    leave(card);
    gripOf(card).focus();
  });
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  (note.querySelector("input:not([type=hidden]), button") ?? gripOf(card)).focus();
}

function leave(card) {
  card.classList.remove("is-refused");
  card.querySelector("[data-note]")?.remove();
}

// Put the card into its new column at once, then ask the server.
function step(card, url, fields, to) {
  const from = columnOf(card).dataset.column;
  const next = card.nextElementSibling;
  const { parentElement: list } = card;
  leave(card);
  const target = listOf(to, laneOf(card));
  if (target) target.prepend(card);
  shiftCount(from, -1);
  shiftCount(to, 1);
  const home = () => {
    list.insertBefore(card, next);
    shiftCount(from, 1);
    shiftCount(to, -1);
  };
  move(card, url, fields, to, home);
}

function take(card, chosen) {
  const url = chosen.dataset.url.replace("/0/", `/${card.dataset.card}/`);
  step(card, url, JSON.parse(chosen.dataset.fields), chosen.dataset.move);
}

// The menu of a card, made from what its column allows.
let opened;

function openMenu(card) {
  closeMenu();
  const moves = movesOf(card)?.cloneNode(true);
  const menu = element("div", { className: "menu board__menu", role: "group" });
  menu.setAttribute("aria-label", words.to);
  menu.append(element("p", { className: "menu__h" }, words.to));
  if (moves?.childElementCount) menu.append(moves);
  else menu.append(element("p", { className: "menu__h" }, words.nowhere));
  document.body.append(menu);
  place(menu, gripOf(card));
  menu.addEventListener("click", ({ target }) => {
    const chosen = target.closest("[data-move]");
    if (!chosen) return;
    closeMenu();
    take(card, chosen);
  });
  menu.addEventListener("keydown", (event) => walk(event, menu, card));
  opened = { menu, card };
  menu.querySelector("button")?.focus();
}

function place(menu, grip) {
  const at = grip.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.right - width, innerWidth - width - 8));
  const top = at.bottom + height + 8 < innerHeight ? at.bottom + 4 : Math.max(8, innerHeight - height - 8);
  Object.assign(menu.style, { position: "fixed", inset: "auto", left: `${left}px`, top: `${top}px`, zIndex: 50 });
}

function walk(event, menu, card) {
  const buttons = [...menu.querySelectorAll("button")];
  const here = buttons.indexOf(document.activeElement);
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (next !== undefined) {
    event.preventDefault();
    buttons.at(next % buttons.length)?.focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    closeMenu();
    gripOf(card).focus();
  }
}

function closeMenu() {
  opened?.menu.remove();
  opened = undefined;
}

document.addEventListener("pointerdown", ({ target }) => {
  if (opened && !opened.menu.contains(target)) closeMenu();
});

board.addEventListener("click", (event) => {
  const card = event.target.closest("[data-card]");
  if (!card) return;
  if (event.target.closest("[data-grip]")) {
    event.preventDefault();
    openMenu(card);
  } else if (event.target.matches("[data-tick]")) {
    // the box has turned already
    choose(card, event.target.checked, event.shiftKey);
  } else if (event.target.closest("a.card__t")) {
    markSeen(card);
  } else if (event.target.closest("[data-look]") || !event.target.closest("a, button, input, .why")) {
    lookAt(card, card.querySelector("a.card__t"));
  }
});

// Choosing cards: Shift takes all between the last one and this one, in the order of the page.
let lastChosen;

function tick(card, many) {
  const box = card.querySelector("[data-tick]");
  if (!box) return;
  box.checked = !box.checked;
  choose(card, box.checked, many);
}

function choose(card, on, many) {
  const all = [...board.querySelectorAll("[data-card]")];
  const [from, to] = [all.indexOf(lastChosen), all.indexOf(card)];
  if (many && from >= 0) {
    for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) one.querySelector("[data-tick]").checked = on;
  }
  lastChosen = card;
  count();
}

// Keys on a card: M its menu, arrows to the neighbours.
board.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select, .why")) return;
  const card = event.target.closest("[data-card]");
  if (!card) return;
  if (event.code === "KeyM" && gripOf(card)) {
    event.preventDefault();
    openMenu(card);
    return;
  }
  if (event.code === "KeyX") {
    event.preventDefault();
    tick(card, event.shiftKey);
    return;
  }
  if (event.code === "Space" && event.target.matches("a.card__t")) {
    event.preventDefault();
    lookAt(card, event.target);
    return;
  }
  const next = neighbour(card, event.key);
  if (!next) return;
  event.preventDefault();
  next.querySelector("a.card__t").focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
});

function neighbour(card, key) {
  const cards = (list) => [...(list?.querySelectorAll("[data-card]") ?? [])];
  const own = cards(card.parentElement);
  const place = own.indexOf(card);
  if (key === "ArrowDown") return own[place + 1] ?? acrossLanes(card, 1);
  if (key === "ArrowUp") return own[place - 1] ?? acrossLanes(card, -1);
  if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined;
  const columns = [...(laneOf(card) ?? board).querySelectorAll("[data-column]")];
  const step = key === "ArrowRight" ? 1 : -1;
  for (let at = columns.indexOf(columnOf(card)) + step; columns[at]; at += step) {
    const there = cards(columns[at].querySelector("[data-cards]"));
    if (there.length) return there[Math.min(place, there.length - 1)];
  }
  return undefined;
}

// The card of the same column in the next open lane that has one.
function acrossLanes(card, step) {
  const lanes = [...board.querySelectorAll("[data-lane][open]")];
  for (let at = lanes.indexOf(laneOf(card)) + step; lanes.length && lanes[at]; at += step) {
    const there = [...(listOf(columnOf(card).dataset.column, lanes[at])?.querySelectorAll("[data-card]") ?? [])];
    if (there.length) return there.at(step > 0 ? 0 : -1);
  }
  return undefined;
}

// A closed lane gets its cards when it is opened.
board.addEventListener("toggle", async ({ target: lane }) => {
  const { closed } = lane.dataset;
  if (!closed || !lane.open) return;
  delete lane.dataset.closed;
  try {
    const answer = await fetch(closed, { headers: { "X-Board": "1" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const cells = page.querySelector(".lane__cells");
    lane.querySelector(".lane__wait").replaceWith(cells);
    cells.querySelectorAll("[data-more]").forEach((link) => watch.observe(link));
    sortable(cells);
  } catch {
    // the link to the lane alone stays
  }
}, true);

// More cards come as one scrolls to the end of a column.
const watch = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) loadMore(target);
}, { rootMargin: "200px" });

async function loadMore(link) {
  watch.unobserve(link);
  const item = link.closest("li");
  try {
    const answer = await fetch(link.href, { headers: { "X-Board": "1" }, credentials: "same-origin" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = [...page.body.children];
    item.replaceWith(...fresh);
    fresh.forEach(prepare);
  } catch {
    // the link stays and can be followed
  }
}

function prepare(node) {
  const link = node.querySelector("[data-more]");
  if (link) watch.observe(link);
}

for (const link of board.querySelectorAll("[data-more]")) watch.observe(link);

function sortable(root) {
  if (!board.querySelector("[data-grip]")) return;
  for (const column of root.querySelectorAll("[data-column]")) {
    const list = column.querySelector("[data-cards]") ?? column;
    Sortable.create(list, {
      group: "cards",
      draggable: "[data-card]",
      filter: ".why, .col__more",
      preventOnFilter: false,
      delay: LONG_PRESS,
      delayOnTouchOnly: true,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      sort: false,
      onMove({ to, from }) {
        for (const one of board.querySelectorAll(".is-target")) one.classList.remove("is-target");
        if (to !== from) columnOf(to)?.classList.add("is-target");
      },
      onEnd({ item: card, from, to, oldDraggableIndex }) {
        for (const one of board.querySelectorAll(".is-target")) one.classList.remove("is-target");
        if (to !== from) drop(card, from, to, oldDraggableIndex);
      },
    });
  }
}

sortable(board);
rememberVisit();

function drop(card, from, to, place) {
  const [left, came] = [columnOf(from).dataset.column, columnOf(to).dataset.column];
  const back = () => from.insertBefore(card, from.querySelectorAll("[data-card]")[place] ?? from.querySelector(".col__more"));
  const chosen = findMove(card, left, came);
  if (left === came) {
    back(); // into another lane of its column: a lane is what the record says, not a place
    return;
  }
  const own = listOf(came, laneOf(from));
  if (own && own !== to) own.prepend(card);
  if (!chosen) {
    back();
    refuse(card, "", { why: words.nowhere }, came);
    return;
  }
  leave(card);
  shiftCount(left, -1);
  shiftCount(came, 1);
  const home = () => {
    back();
    shiftCount(left, 1);
    shiftCount(came, -1);
  };
  move(card, chosen.dataset.url.replace("/0/", `/${card.dataset.card}/`), JSON.parse(chosen.dataset.fields), came, home);
}
