// Keeps the page of event mode, without people in it, and the built files it needs: it opens again without a line.
const KEPT = "event-mode";

async function keepPage({ page, shell, built }) {
  const kept = await caches.open(KEPT);
  const answer = await fetch(shell, { credentials: "same-origin", redirect: "error" });
  if (!answer.ok) return;
  await kept.put(page, answer);
  const missing = [];
  for (const address of built) if (!(await kept.match(address))) missing.push(address);
  await kept.addAll(missing);
}

async function fromServer(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await caches.match(new URL(request.url).pathname, { cacheName: KEPT });
    if (kept) return kept;
    throw error;
  }
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => event.waitUntil(keepPage(event.data).catch(() => {})));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(fromServer(request));
  else if (new URL(request.url).pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request, { cacheName: KEPT }).then((kept) => kept ?? fetch(request)));
  }
});
