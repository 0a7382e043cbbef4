// Forms with files: dropped, picked or taken with the camera, shown before they go, with progress on the way. Without
// this the browser sends the same form by itself.
import { enhance } from "./enhance.js";
import { showToasts } from "./toasts.js";
import { element, icon, say, word } from "./words.js";

const MEGABYTE = 1024 * 1024;
const KILO = 1000;
const REFUSED = 400;

const sizeOf = (bytes) => (bytes < KILO * KILO
  ? `${Math.max(1, Math.round(bytes / KILO))} ${word("kilo")}`
  : `${(bytes / KILO / KILO).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${word("mega")}`);

export function asDropzone(zone) {
  const [picked, photo] = zone.querySelectorAll("input[type=file]");
  const list = zone.querySelector("[data-chosen]");
  const most = Number(zone.dataset.most) * MEGABYTE;
  photo?.removeAttribute("name"); // what it takes is put among the picked files

  const show = () => {
    const files = [...picked.files];
    const total = files.reduce((sum, file) => sum + file.size, 0);
    list.replaceChildren(...files.map((file, at) => element("li", {},
      element("span", { className: "rows__t clip", textContent: file.name }),
      element("span", { className: "rows__e num muted small", textContent: sizeOf(file.size) }),
      remover(file.name, at))));
    list.hidden = files.length === 0;
    const tooMuch = total > most ? word("tooLarge", { most: zone.dataset.most }) : "";
    picked.setCustomValidity(tooMuch);
    if (tooMuch) list.append(element("li", { className: "bad", role: "alert", textContent: tooMuch }));
    if (files.length) say(files.map((file) => file.name).join(", "));
  };
  const put = (files) => {
    const held = new DataTransfer();
    for (const file of picked.multiple ? files : files.slice(-1)) held.items.add(file);
    picked.files = held.files;
    show();
  };
  const remover = (name, at) => {
    const button = element("button", { type: "button", className: "btn btn--icon btn--sm btn--quiet" }, icon("x"));
    button.setAttribute("aria-label", word("remove", { name }));
    button.addEventListener("click", () => {
      put([...picked.files].filter((_file, number) => number !== at));
      picked.focus();
    });
    return button;
  };

  picked.addEventListener("change", show);
  photo?.addEventListener("change", () => put([...picked.files, ...photo.files]));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    put([...(picked.multiple ? picked.files : []), ...event.dataTransfer.files]);
  });
}

// The answer takes the place of the page, with its messages; the address says what is shown. What was attached to a
// record is shown in its section of documents: the address of an answer comes without that. A refused form keeps the
// address it was opened at: the one it is sent to need not show anything.
function showAnswer({ responseText: text, responseURL: url, status }, files, isAttached) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.querySelector("main");
  const isRefused = status >= REFUSED;
  const hash = isAttached && !isRefused && fresh?.querySelector("#documents") ? "#documents" : "";
  const address = isRefused ? location.href : url + hash;
  if (!fresh) {
    location.assign(address);
    return;
  }
  document.title = page.title;
  document.querySelector("main").replaceWith(document.adoptNode(fresh));
  document.querySelector("#toasts").append(...page.querySelectorAll("#toasts > *"));
  if (address === location.href) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  enhance(fresh);
  // a form that came back holds what was picked, too
  const again = fresh.querySelector("form.form [data-drop] input[type=file]");
  if (again) {
    again.files = files;
    again.dispatchEvent(new Event("change", { bubbles: true }));
  }
  showToasts();
  (document.querySelector("[data-errors]") ?? fresh).focus();
  if (hash) document.querySelector(hash).scrollIntoView();
  else if (!isRefused) window.scrollTo(0, 0);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const zone = form.querySelector?.("[data-drop]");
  if (!zone || event.defaultPrevented || form.closest("dialog")) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  const picked = zone.querySelector("input[type=file]");
  if (picked.validationMessage) {
    picked.focus();
    return;
  }
  const sent = new XMLHttpRequest();
  const bar = zone.querySelector("[data-sending]");
  const [meter, figure] = bar.children;
  bar.hidden = false;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  sent.upload.addEventListener("progress", ({ loaded, total }) => {
    meter.value = Math.round((loaded / total) * 100);
    figure.textContent = `${meter.value} %`;
  });
  sent.addEventListener("load", () => showAnswer(sent, picked.files, form.action.includes("/documents/")));
  sent.addEventListener("error", () => {
    bar.hidden = true;
    delete form.dataset.sent;
    event.submitter?.removeAttribute("aria-busy");
    zone.querySelector("[data-chosen]").append(element("li", { className: "bad", role: "alert", textContent: word("offline") }));
  });
  sent.open("POST", form.action);
  sent.setRequestHeader("Accept", "text/html");
  sent.send(new FormData(form, event.submitter));
});
