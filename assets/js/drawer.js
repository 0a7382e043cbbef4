// "+ Log" opens its form at the side of the page one is on. The form is the page's own; when anything goes wrong, the
// page itself is opened.
import { forgetSaved } from "./drafts.js";
import { enhance } from "./enhance.js";
import { release } from "./forms.js";
import { fetchPage } from "./send.js";
import { showToasts } from "./toasts.js";
import { isChanged } from "./unsaved.js";
import { element, word } from "./words.js";

const drawer = document.querySelector("#drawer");
const body = drawer?.querySelector(".drawer__b");
const REFERENCES = ["for", "aria-describedby", "aria-labelledby", "aria-controls", "form"];

// Ids of the fetched form must not meet those of the page beneath.
function renamed(form) {
  const own = new Set([...form.querySelectorAll("[id]")].map((one) => one.id));
  const name = (id) => (own.has(id) ? `side-${id}` : id);
  for (const one of form.querySelectorAll("*")) {
    if (one.id) one.id = `side-${one.id}`;
    for (const attribute of REFERENCES) {
      if (one.hasAttribute(attribute)) one.setAttribute(attribute, one.getAttribute(attribute).split(/\s+/).map(name).join(" "));
    }
    const href = one.getAttribute("href");
    if (href?.startsWith("#") && own.has(href.slice(1))) one.setAttribute("href", `#side-${href.slice(1)}`);
  }
  return form;
}

function put(page, address) {
  const form = page.querySelector("main form.form");
  if (!form) return false;
  if (!form.getAttribute("action")) form.setAttribute("action", address);
  form.querySelector("[data-cancel]")?.remove();
  drawer.querySelector("#drawer-title").textContent = page.querySelector("h1")?.textContent ?? "";
  body.replaceChildren(renamed(document.adoptNode(form)));
  enhance(body);
  (form.querySelector("[data-errors]") ?? form.querySelector("[autofocus]")
    ?? form.querySelector("input:not([type=hidden], [type=radio]:not(:checked)), select, textarea"))?.focus();
  return true;
}

async function open(address) {
  body.replaceChildren(element("p", { className: "drawer__wait", role: "status" }, word("loading")));
  drawer.querySelector("#drawer-title").textContent = "";
  drawer.showModal();
  try {
    const { page } = await fetchPage(address);
    if (!put(page, address)) throw new Error("no form in the answer");
  } catch {
    body.replaceChildren(element("p", { className: "drawer__wait", role: "status" }, word("failed")));
    location.assign(address);
  }
}

function mayClose() {
  const form = body.querySelector("form");
  return !form || form.dataset.sent || !isChanged(form) || confirm(word("leave"));
}

function close() {
  if (!mayClose()) return;
  body.replaceChildren();
  drawer.close();
}

// What was saved shows in the page beneath, unless somebody is writing there.
async function refreshBeneath(toasts) {
  const busy = [...document.querySelectorAll("main form[data-guard]")].some(isChanged);
  if (!busy) {
    try {
      const { answer, page } = await fetchPage(location.href);
      const fresh = page.querySelector("main");
      if (answer.ok && fresh) {
        document.querySelector("main").replaceWith(document.adoptNode(fresh));
        enhance(fresh);
      }
    } catch {
      // the page stays as it was; what was saved is said below
    }
  }
  document.querySelector("#toasts").append(...toasts);
  showToasts();
}

async function send(form, submitter) {
  const data = new FormData(form, submitter);
  const address = form.action;
  try {
    const { answer, page } = await fetchPage(address, { method: "POST", body: data });
    forgetSaved(page);
    const toasts = [...page.querySelectorAll("#toasts > *")];
    const again = new URL(answer.url).pathname === new URL(address).pathname;
    if (answer.redirected && !again) {
      body.replaceChildren();
      drawer.close();
      await refreshBeneath(toasts);
    } else if (put(page, answer.redirected ? answer.url : address)) {
      document.querySelector("#toasts").append(...toasts);
      showToasts();
    } else {
      body.replaceChildren(element("div", { className: "drawer__wait" }, ...page.querySelectorAll("main > *")));
    }
  } catch {
    release(form);
    form.querySelector("[data-kept]").textContent = word("offline");
  }
}

if (drawer?.showModal) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-drawer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    if (new URL(link.href).pathname === location.pathname) return;
    event.preventDefault();
    open(link.href);
  });
  drawer.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  drawer.querySelector("[data-close]").addEventListener("click", close);
  drawer.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.classList.contains("form") || event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
    send(form, event.submitter);
  });
}
