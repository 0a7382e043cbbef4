// A record that was looked at for a moment comes first when it is searched for again.
import { freshKey } from "./send.js";

const A_LOOK = 1500;
const mark = document.querySelector("[data-opened]");
const token = document.querySelector("#own [name=csrf_token]")?.value;

function note() {
  if (document.visibilityState !== "visible") {
    document.addEventListener("visibilitychange", () => setTimeout(note, A_LOOK), { once: true });
    return;
  }
  const body = new URLSearchParams({ csrf_token: token, form_key: freshKey(), kind: mark.dataset.kind, id: mark.dataset.id });
  // what is not noted is not missed
  fetch(mark.dataset.opened, { method: "POST", body, keepalive: true }).catch(() => {});
}

if (mark && token) setTimeout(note, A_LOOK);
