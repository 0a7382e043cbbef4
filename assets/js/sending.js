// Sends the kept cards, one after the other, each once: its one-time key goes with it, and the server carries a key
// out a single time. A card leaves the browser only when the server has said that it has it.
import { freshKey } from "./send.js";
import { asFile } from "./photo.js";
import { forget, keep, unsent } from "./queue.js";

const SOONEST = 3000;
const LATEST = 60000;
const KEY_LASTS = 2.5 * 24 * 3600 * 1000; // the server keeps keys for three days
const REFUSED = 422;
const OK = "ok";
const LATER = "later";
let token = "";
let wait = SOONEST;
let timer;
let running = null;

// What the page shows of it; the form's module puts its own function here.
export const shows = { state: () => {}, taken: () => {} };

const waiting = () => unsent().filter((card) => !card.errors && !card.doubtful);

async function line(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual", cache: "no-store" });
  if (answer.type === "opaqueredirect" || answer.status === 401) return "sign-in";
  if (!answer.ok) return "offline";
  const told = await answer.json();
  if (String(told.user) !== document.body.dataset.user) return "other";
  token = told.csrf;
  return OK;
}

async function post(card) {
  const body = new FormData();
  for (const [name, value] of [...card.fields, ["form_key", card.key], ["csrf_token", token]]) body.append(name, value);
  if (card.photo) body.append("card", asFile(card.photo, "card.jpg"));
  const answer = await fetch(card.to, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.redirected && new URL(answer.url).pathname !== card.to) return { state: "sign-in" };
  if (answer.redirected) return { state: OK }; // the key was known: the first sending had arrived
  if (answer.ok) return { state: OK, told: await answer.json() };
  if (answer.status === REFUSED) return { state: "refused", errors: (await answer.json()).errors };
  if (answer.status === 400) return { state: "token" };
  if (answer.status === 429 || answer.status >= 500) return { state: LATER };
  const told = await answer.json().catch(() => ({}));
  return { state: "refused", errors: { "": [told.error ?? String(answer.status)] } };
}

async function sendOne(card) {
  if (card.tried && Date.now() - card.tried > KEY_LASTS) {
    keep({ ...card, doubtful: true }); // whether it had arrived cannot be known any more: a person decides
    return OK;
  }
  if (!token) {
    const there = await line(card.line);
    if (there !== OK) return there;
  }
  if (!card.tried) keep({ ...card, tried: Date.now() });
  let result = await post(card);
  if (result.state === "token") {
    const there = await line(card.line);
    if (there !== OK) return there;
    result = await post(card);
    if (result.state === "token") return LATER;
  }
  if (result.state === OK) {
    forget(card.key);
    shows.taken(card, result.told);
  } else if (result.state === "refused") {
    keep({ ...card, tried: null, errors: result.errors });
    return OK;
  }
  return result.state;
}

async function run() {
  for (let cards = waiting(); cards.length; cards = waiting()) {
    let state;
    shows.state("sending");
    try {
      state = await sendOne(cards[0]);
    } catch {
      state = "offline"; // no line, or the server went away in the middle: the card stays and goes again
    }
    if (state !== OK) {
      token = "";
      return state;
    }
    wait = SOONEST;
  }
  return OK;
}

// One tab at a time, where the browser can hold the others back; the keys make it once in any case.
const alone = (work) => (navigator.locks ? navigator.locks.request("cards", work) : work());

export function sendAll() {
  clearTimeout(timer);
  running ??= alone(run).then((state) => {
    running = null;
    shows.state(state);
    if (state === LATER || state === "offline") {
      timer = setTimeout(sendAll, wait);
      wait = Math.min(wait * 2, LATEST);
    }
  });
  return running;
}

export function sendAgain(card) {
  keep({ ...card, key: freshKey(), tried: null, doubtful: false, errors: null });
  forget(card.key);
  return sendAll();
}

addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && waiting().length) sendAll();
});
