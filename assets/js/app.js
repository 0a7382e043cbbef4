// Everything works without this file; it makes things quicker. Each module finds its elements by data attributes and
// sets up what comes in later (drawer, replaced lists) through `enhance`.
import { enhance } from "./enhance.js";
import { unsent } from "./queue.js";
import "./theme.js";
import "./menus.js";
import "./forms.js";
import "./fill.js";
import "./rows.js";
import "./unsaved.js";
import "./list.js";
import "./tick.js";
import "./drawer.js";
import "./keys.js";
import "./search.js";
import "./opened.js";
import "./toasts.js";
import "./scroll.js";
import "./upload.js";
import "./print.js";

enhance(document);
if (document.querySelector("[data-beside]")) import("./beside.js");
if (document.querySelector("[data-suggest]")) import("./suggest.js");
if (document.querySelector("[data-progress]")) import("./progress.js");
if (document.querySelector("[data-board]")) import("./board.js");
// What was taken down without a line goes from any page; a page kept for that goes when one has signed out.
if (!document.querySelector("form[data-card]") && unsent().length) import("./unsent.js");
if (!document.body.dataset.user) globalThis.caches?.delete("event-mode");
if (document.querySelector("[data-map]")) import("./map.js");
