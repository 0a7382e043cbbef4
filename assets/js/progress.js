// Long work is looked after while its page is open; when it has ended, the page is read anew.
import { fetchPage } from "./send.js";

const PAUSE = 1000;

async function look() {
  const shown = document.querySelector("[data-progress]");
  if (!shown) return;
  try {
    const { page } = await fetchPage(location.href);
    const fresh = page.querySelector("[data-progress]");
    if (!fresh) {
      location.reload();
      return;
    }
    if (fresh.textContent.trim() !== shown.textContent.trim()) shown.replaceWith(fresh);
  } catch {
    // the server may be busy: the next look will tell
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
