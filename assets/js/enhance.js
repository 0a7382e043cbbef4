// Sets up the controls within a part of the page, each one once.
import { asCombobox } from "./combobox.js";
import { withPicker } from "./dates.js";
import { withDoubles } from "./doubles.js";
import { withDraft } from "./drafts.js";
import { onlyFor } from "./fill.js";
import { withShow } from "./password.js";
import { asDropzone } from "./upload.js";

const done = new WeakSet();

export function enhance(root) {
  const each = (selector, setUp) => {
    for (const found of root.querySelectorAll(selector)) {
      if (done.has(found)) continue;
      done.add(found);
      setUp(found);
    }
  };
  each("[data-combo]", asCombobox);
  each("[data-day]", withPicker);
  each("[data-password]", withShow);
  each("[data-doubles]", withDoubles);
  each("form[data-draft]", withDraft);
  each("form[data-card]", (form) => import("./cards.js").then(({ asCards }) => asCards(form)));
  each("[data-drop]", asDropzone);
  each("[data-only-for]", onlyFor);
  each("[data-pages]", async (place) => (await import("./pages.js")).showPages(place));
}
