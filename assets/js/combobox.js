// A text that finds records while one types (ARIA 1.2 combobox with a list). The server's answer:
// {"groups": [{"label", "options": [{"id", "label", "hint", "flag_url"}]}], "create": words of the last line, or null,
// "new_first": whether a name in full was typed that nobody found bears, so that Enter makes the new one}.
import { highlighted } from "./highlight.js";
import { element, icon, say, word } from "./words.js";

const PAUSE = 160;
const NEW = "new:";
let count = 0;

class Combobox {
  constructor(root) {
    this.root = root;
    this.input = root.querySelector(".combo__in");
    this.box = root.querySelector(".combo__box");
    this.many = root.hasAttribute("data-many");
    this.name = root.dataset.name;
    this.options = [];
    this.active = -1;
    this.turn = 0;
    this.id = `hits-${++count}`;
    this.build();
    this.listen();
  }

  build() {
    const label = this.root.querySelector("label.field__label")?.firstChild?.textContent.trim() ?? "";
    this.list = element("div", { className: "listbox", role: "listbox", id: this.id, "aria-label": label, hidden: true });
    const hold = element("div", { className: "combo__hold" });
    this.box.replaceWith(hold);
    hold.append(this.box, this.list);
    const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": this.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(roles)) this.input.setAttribute(name, value);
    for (const given of this.box.querySelectorAll("[data-picked]")) {
      const { value } = given.querySelector("input");
      given.replaceWith(this.token(value, given.textContent.trim(), given.querySelector("img")));
    }
  }

  listen() {
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      if (this.input.value.trim()) this.timer = setTimeout(() => this.ask(), PAUSE);
      else this.close();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.box.addEventListener("click", (event) => {
      if (!event.target.closest("button")) this.input.focus();
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const at = [...this.list.querySelectorAll("[role=option]")].indexOf(event.target.closest("[role=option]"));
      if (at >= 0) this.pick(at);
    });
  }

  async ask() {
    const turn = ++this.turn;
    this.asking?.abort();
    this.asking = new AbortController();
    const typed = this.input.value.trim();
    const address = new URL(this.root.dataset.source, location.href);
    address.searchParams.set("q", typed);
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" }, signal: this.asking.signal });
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      const found = await answer.json();
      if (turn === this.turn && document.activeElement === this.input) this.show(found, typed);
    } catch (error) {
      if (turn === this.turn && error.name !== "AbortError") this.tell(word("offline"));
    }
  }

  tell(text) {
    this.options = [];
    this.list.replaceChildren(element("p", { className: "listbox__say" }, text));
    this.open();
    say(text);
  }

  show({ groups, create, new_first: newFirst }, typed) {
    const taken = new Set(this.tokens().map((one) => one.value));
    this.options = [];
    const parts = [];
    for (const group of groups) {
      const fresh = group.options.filter((option) => !taken.has(option.id));
      if (fresh.length) parts.push(this.group(group.label, fresh, typed));
    }
    if (create) parts.push(this.line({ id: NEW + typed, label: create, name: typed, made: true }, ""));
    if (this.options.length === 0) {
      this.tell(word("nothing"));
      return;
    }
    this.list.replaceChildren(...parts);
    this.open();
    this.activate(newFirst ? -1 : 0);
    say(word("found", { n: this.options.length - (create ? 1 : 0) }));
  }

  group(label, options, typed) {
    const id = `${this.id}-g${this.options.length}`;
    const lines = options.map((option) => this.line(option, typed));
    return label
      ? element("div", { role: "group", "aria-labelledby": id }, element("p", { className: "listbox__h", id }, label), ...lines)
      : element("div", { role: "presentation" }, ...lines);
  }

  line(option, typed) {
    const id = `${this.id}-${this.options.push(option) - 1}`;
    const text = element("span", { className: "grow" }, ...highlighted(option.label, typed));
    if (option.hint) text.append(element("small", {}, ...highlighted(option.hint, typed)));
    const line = element("div", { className: option.made ? "option option--new" : "option", role: "option", id, "aria-selected": "false" }, text);
    if (option.made) line.prepend(icon("plus"));
    else if (option.flag_url) line.prepend(this.flag(option.flag_url));
    return line;
  }

  flag(address, size = "") {
    return element("img", { className: `flag ${size}`, src: address, alt: "", width: 20, height: 15 });
  }

  activate(at) {
    const lines = [...this.list.querySelectorAll("[role=option]")];
    lines[this.active]?.setAttribute("aria-selected", "false");
    this.active = lines.length ? (at + lines.length) % lines.length : -1;
    const line = lines[this.active];
    line?.setAttribute("aria-selected", "true");
    line?.scrollIntoView({ block: "nearest" });
    if (line) this.input.setAttribute("aria-activedescendant", line.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.ask();
      else this.activate(this.active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && open && this.active >= 0) {
      event.preventDefault();
      this.pick(this.active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.input.value === "") {
      const last = this.tokens().at(-1);
      if (last) this.remove(last.closest(".picked"));
    }
  }

  pick(at) {
    const option = this.options[at];
    const label = option.name ?? option.label;
    if (!this.many) for (const old of this.box.querySelectorAll(".picked")) old.remove();
    this.input.before(this.token(option.id, label, option.flag_url ? this.flag(option.flag_url) : null));
    this.input.value = "";
    this.close();
    this.changed();
    say(word("picked", { name: label }));
  }

  token(value, label, picture) {
    const button = element("button", { type: "button", "aria-label": word("remove", { name: label }) }, icon("x", "sm"));
    const token = element("span", { className: "picked" }, element("input", { type: "hidden", name: this.name, value }),
      element("span", { className: "clip", title: label }, label), button);
    if (picture) {
      picture.classList.add("flag--sm");
      token.prepend(picture);
    }
    button.addEventListener("click", () => this.remove(token));
    return token;
  }

  tokens() {
    return [...this.box.querySelectorAll(".picked input")];
  }

  remove(token) {
    const label = token.querySelector(".clip").textContent;
    token.remove();
    this.input.focus();
    this.changed();
    say(word("removed", { name: label }));
  }

  changed() {
    this.root.dispatchEvent(new Event("change", { bubbles: true }));
  }

  open() {
    this.list.hidden = false;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.turn += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function asCombobox(root) {
  return new Combobox(root);
}
