// Tells, beside the fields, who is here already under what is being typed. What is asked: names (fields that begin with
// "name", and names that are new), and ways to reach (phones and addresses).
const PAUSE = 350;
const NEW = "new:";
const IS_NAME = /^name/;
const IS_WAY = /^(ways-\d+-value|email|phone)$/;

function asked(form) {
  const wanted = new URLSearchParams();
  for (const [field, value] of new FormData(form)) {
    if (typeof value !== "string" || !value.trim()) continue;
    if (value.startsWith(NEW)) wanted.append("name", value.slice(NEW.length));
    else if (IS_NAME.test(field)) wanted.append("name", value);
    else if (IS_WAY.test(field)) wanted.append("reach", value);
  }
  return wanted;
}

export function withDoubles(place) {
  const form = place.closest("form");
  let timer;
  let last = asked(form).toString();
  const look = async () => {
    const wanted = asked(form);
    if (wanted.toString() === last) return;
    last = wanted.toString();
    const mine = last;
    if (place.dataset.but) wanted.append("but", place.dataset.but);
    try {
      const answer = await fetch(`${place.dataset.doubles}?${wanted}`, { headers: { Accept: "text/html" } });
      if (!answer.ok || answer.redirected || mine !== last) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.childNodes);
    } catch {
      // the form is checked again when it is sent
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
}
