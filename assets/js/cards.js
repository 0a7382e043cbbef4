// The form of a card: Enter goes from field to field, a card is kept in the browser and the next one can be typed at
// once, while it is sent behind. Nothing typed is lost by a reload, a lost line or an ended session.
import { forget, keep, unsent } from "./queue.js";
import { smallPhoto } from "./photo.js";
import { freshKey } from "./send.js";
import { sendAgain, sendAll, shows } from "./sending.js";
import { element, icon, say, word } from "./words.js";

const PAUSE = 350;
const SHORTEST_NAME = 4;
const MOST_LINES = 8;
const FORGOTTEN = ["name", "post", "organisation", "way", "interest", "said", "contact_id", "card"];
const CARRIED = ["csrf_token", "form_key", "version", "seen", "taken_at", "card"];
const draftOf = (form) => `card-draft:${document.body.dataset.user}:${form.dataset.card}`;
const textOf = (card, name) => card.fields.find(([field]) => field === name)?.[1] ?? "";

function store(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // without room the form still works, only without a draft
  }
}

class Cards {
  constructor(form) {
    this.form = form;
    this.list = form.querySelector("[data-cards]");
    this.people = form.querySelector("[data-known-people]");
    this.names = (form.elements.organisation.dataset.names ?? "").split("\n").filter(Boolean);
    this.shot = form.querySelector("[data-shot]");
    this.mended = null;
    this.photo = null;
    this.restore();
    this.shot.querySelector("input").addEventListener("change", (event) => this.takePhoto(event.target));
    form.addEventListener("submit", (event) => this.take(event));
    form.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("input", (event) => this.typed(event));
    shows.state = (state) => this.show(state);
    shows.taken = (card, told) => this.taken(card, told);
    this.show("");
    sendAll();
    keepPage(form);
  }

  fields() {
    return [...this.form.querySelectorAll("input.input:not([hidden])")].filter((one) => one.offsetParent !== null);
  }

  key(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.target.matches("button, summary, a, textarea")) return;
    event.preventDefault();
    const fields = this.fields();
    const next = fields[fields.indexOf(event.target) + 1];
    if (event.target.type !== "radio" && next && !event.target.closest(".remembered") && !next.closest(".remembered")) next.focus();
    else if (event.target.type !== "radio" && !event.target.closest(".remembered")) this.form.querySelector("[name=follow_up]:checked").focus();
    else this.form.requestSubmit(this.form.querySelector("[data-main]"));
  }

  typed(event) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      store(draftOf(this.form), JSON.stringify(this.values()));
      if (["name", "way"].includes(event.target.name)) this.look();
    }, PAUSE);
    if (event.target.name === "organisation" && event.inputType === "insertText" && !event.isComposing) this.complete(event.target);
  }

  // The rest of a name that is known at the event, selected: typing on replaces it, Enter takes it.
  complete(field) {
    const typed = field.value;
    const found = this.names.find((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
    if (!found || found.length === typed.length) return;
    field.value = typed + found.slice(typed.length);
    field.setSelectionRange(typed.length, found.length);
  }

  values() {
    return [...new FormData(this.form)].filter(([name]) => !CARRIED.includes(name));
  }

  put(fields) {
    for (const [name, value] of fields) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
  }

  restore() {
    if (this.form.querySelector("[data-errors]")) return;
    try {
      this.put(JSON.parse(localStorage.getItem(draftOf(this.form)) ?? "[]"));
    } catch {
      store(draftOf(this.form), null);
    }
  }

  async takePhoto(field) {
    const [file] = field.files;
    this.photo = file ? smallPhoto(file) : null; // a promise: a card that is saved at once waits for it
    const text = await this.photo;
    if (file && !text) field.value = "";
    this.shown(text, file && !text ? word("cardNoPhoto") : "");
    this.form.elements.name.focus();
  }

  shown(photo, said = "") {
    this.shot.querySelector("[data-shot-said]").textContent = said || (photo ? word("cardPhoto") : "");
    if (said) say(said);
  }

  async take(event) {
    const { name, organisation } = this.form.elements;
    event.preventDefault();
    if (this.saving) return;
    if (!name.value.trim()) {
      this.tell(name, word("cardName"));
      return;
    }
    const key = this.mended ?? freshKey();
    const fields = [...this.values(), ["taken_at", new Date().toISOString()]];
    const to = new URL(this.form.action).pathname;
    const card = { key, at: Date.now(), to, line: this.form.dataset.line, fields, tried: null, errors: null };
    this.saving = true;
    const photo = this.photo ? await this.photo : null;
    this.saving = false;
    const isWhole = photo ? this.keep({ ...card, photo }) : this.keep(card);
    if (!isWhole && !(photo && this.keep(card))) return;
    this.offer(organisation.value.trim());
    this.clear();
    if (!isWhole) this.shown(null, word("cardNoRoom"));
    sendAll();
  }

  keep(card) {
    try {
      keep(card);
      return true;
    } catch {
      if (!card.photo) this.form.submit(); // the browser keeps nothing: sent the ordinary way
      return false;
    }
  }

  // The sender of this card is the first that is offered for the next one.
  offer(name) {
    if (!name) return;
    this.names = [name, ...this.names.filter((one) => one !== name)];
    const near = this.form.querySelector(".near");
    if (!near) return;
    const known = [...near.querySelectorAll("[data-fill]")].find((one) => one.dataset.value === name);
    const button = known ?? element("button", { type: "button", className: "btn btn--sm", tabIndex: -1 }, name);
    button.dataset.fill = "organisation";
    button.dataset.value = name;
    near.querySelector("span").after(button);
  }

  clear() {
    clearTimeout(this.timer);
    this.mended = null;
    this.photo = null;
    this.shown(null);
    for (const name of FORGOTTEN) this.form.elements[name].value = "";
    for (const old of this.form.querySelectorAll(".is-wrong")) old.classList.remove("is-wrong");
    for (const old of this.form.querySelectorAll(".field__error, [data-errors]")) old.remove();
    this.people.replaceChildren();
    store(draftOf(this.form), null);
    this.form.elements.name.focus();
  }

  tell(field, text) {
    const box = field.closest(".field");
    box.classList.add("is-wrong");
    box.querySelector(".field__error")?.remove();
    box.append(element("span", { className: "field__error" }, icon("alert-circle"), element("span", {}, text)));
    field.focus();
  }

  async look() {
    const { name, way, contact_id: picked } = this.form.elements;
    picked.value = "";
    this.people.replaceChildren();
    if (name.value.trim().length < SHORTEST_NAME) return;
    const address = new URL(this.form.dataset.known, location.href);
    address.searchParams.set("q", name.value.trim());
    address.searchParams.set("way", way.value.trim());
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, redirect: "manual" });
      const { people } = answer.ok ? await answer.json() : { people: [] };
      this.people.replaceChildren(...people.map((one) => this.person(one)));
    } catch {
      // without a line nobody is known; the server tells of doubles when the card is sent
    }
  }

  person(one) {
    const button = element("button", { type: "button", className: "btn btn--sm", "aria-pressed": "false", tabIndex: -1 }, word("cardSame"));
    button.addEventListener("click", () => {
      const same = button.getAttribute("aria-pressed") !== "true";
      for (const other of this.people.querySelectorAll("button")) other.setAttribute("aria-pressed", "false");
      button.setAttribute("aria-pressed", String(same));
      this.form.elements.contact_id.value = same ? one.id : "";
      this.form.elements.post.focus();
    });
    const text = element("span", { className: "grow" }, `${word("cardKnown")} ${one.name}`, element("small", {}, one.sub));
    return element("div", { className: "known__one" }, icon("alert-triangle", "sm"), text, button);
  }

  taken(card, told) {
    const count = document.querySelector("[data-card-count]");
    if (count && told) count.textContent = told.count;
    const lines = document.querySelector("[data-card-lines]");
    if (lines && told?.line) {
      const { title, sub, time, url } = told.line;
      const text = element("div", { className: "rows__t clip" }, element("a", { href: url }, title), element("small", {}, sub));
      lines.prepend(element("li", {}, icon("id"), text, element("span", { className: "rows__e muted num" }, time)));
      for (const old of [...lines.children].slice(MOST_LINES)) old.remove();
    }
    if (told?.double) this.warn(told.double);
  }

  warn({ text, url }) {
    const note = element("div", { className: "note note--warn" }, icon("alert-triangle"), element("div", {}, element("a", { href: url }, text)));
    this.list.after(note);
    say(text);
  }

  show(state) {
    const cards = unsent();
    const asked = cards.filter((card) => card.errors || card.doubtful);
    const line = this.form.querySelector("[data-kept]");
    const said = cards.length ? word("cardsLeft", { n: cards.length }) : word("cardsSent");
    const why = { offline: word("cardsOffline"), later: word("cardsOffline"), other: word("cardsOther") }[state] ?? "";
    line.replaceChildren(icon(cards.length ? "cloud-off" : "circle-check", "sm"), ` ${said}${cards.length && why ? ` ${why}` : ""} `);
    if (cards.length && state === "sign-in") {
      const address = `/sign-in?next=${encodeURIComponent(location.pathname)}`;
      line.append(element("a", { href: address }, word("cardsSignIn")));
    }
    this.list.hidden = asked.length === 0;
    this.list.replaceChildren(...asked.map((card) => this.asked(card)));
  }

  // A card that the server refused, or of which nobody knows whether it arrived.
  asked(card) {
    const why = card.doubtful ? word("cardDoubt") : Object.values(card.errors).flat().join(" ");
    const button = (text, act) => {
      const made = element("button", { type: "button", className: "btn btn--sm" }, text);
      made.addEventListener("click", act);
      return made;
    };
    const drop = () => {
      forget(card.key);
      this.show("");
    };
    const buttons = card.doubtful
      ? [button(word("cardSend"), () => sendAgain(card)), button(word("cardThere"), drop)]
      : [button(word("cardMend"), () => this.mend(card))];
    const text = element("div", { className: "grow" }, element("b", {}, textOf(card, "name")), ` ${why}`);
    return element("div", { className: "note note--bad" }, icon("alert-circle"), text, ...buttons);
  }

  mend(card) {
    this.clear();
    this.put(card.fields.filter(([name]) => !CARRIED.includes(name)));
    this.mended = card.key;
    this.photo = card.photo ? Promise.resolve(card.photo) : null;
    this.shown(card.photo);
    for (const [name, errors] of Object.entries(card.errors)) {
      const field = this.form.elements[name];
      if (field?.matches?.(".input")) {
        field.closest("details")?.setAttribute("open", "");
        this.tell(field, errors.join(" "));
      }
    }
  }
}

// The page itself is kept for a reload without a line, where the browser can.
async function keepPage(form) {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(form.dataset.worker, { updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    const built = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.startsWith("/static/"));
    const address = new URL(form.action).pathname;
    active.postMessage({ page: address, shell: form.dataset.shell, built: [...new Set(built)] });
  } catch {
    // without it the page needs a line to be opened again; what was taken down is kept all the same
  }
}

export function asCards(form) {
  return new Cards(form);
}
