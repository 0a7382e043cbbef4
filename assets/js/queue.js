// Cards that are not sent yet, kept in the browser: one entry each, so that two tabs never write over each other.
const PREFIX = "card:";
const user = () => document.body.dataset.user ?? "";
const nameOf = (key) => `${PREFIX}${user()}:${key}`;

// The cards of the person who is signed in, the oldest first.
export function unsent() {
  if (!user()) return [];
  const found = [];
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const name = localStorage.key(at);
      if (name?.startsWith(nameOf(""))) found.push(JSON.parse(localStorage.getItem(name)));
    }
  } catch {
    return found; // no storage: nothing is kept, forms are sent the ordinary way
  }
  return found.filter((card) => card?.key).sort((one, other) => one.at - other.at);
}

// Throws where the browser keeps nothing (no room, not allowed).
export function keep(card) {
  localStorage.setItem(nameOf(card.key), JSON.stringify(card));
}

export function forget(key) {
  localStorage.removeItem(nameOf(key));
}
