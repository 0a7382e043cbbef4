// Words for people come from the page (templates/_words.html), in the user's language.
const { dataset } = document.querySelector("#words") ?? { dataset: {} };

export function word(name, values = {}) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), dataset[name] ?? "");
}

export function icon(name, size = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", size ? `icon icon--${size}` : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = svg.appendChild(document.createElementNS("http://www.w3.org/2000/svg", "use"));
  use.setAttribute("href", `${dataset.icons}#i-${name}`);
  return svg;
}

export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

// Says something to screen readers without showing it.
export function say(text) {
  let line = document.querySelector("#said");
  line ??= document.body.appendChild(element("div", { id: "said", className: "hide", role: "status" }));
  line.textContent = text;
}
