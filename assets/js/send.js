// Asking the server for a part of a page, and one-time keys for forms that scripts send.
const KEY_BYTES = 24;

export function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export async function fetchPage(address, options = {}) {
  const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
  const type = answer.headers.get("Content-Type") ?? "";
  if (!type.startsWith("text/html")) throw new Error(`no page at ${address}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { answer, page };
}
