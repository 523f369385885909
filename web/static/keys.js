// "/" goes to the search box; arrows walk the results; Enter opens (a link has the focus); "c" copies.
import { copyFrom } from "./copy.js";

const ENTRIES = ".answer [data-cite], .hits [data-cite], .stops [data-cite], .tasks [data-cite]";
const OFF = "keys-off";

export function keys() {
  const box = document.getElementById("keys-on");
  box.checked = !localStorage.getItem(OFF);
  box.addEventListener("change", () => {
    if (box.checked) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
  });
  document.addEventListener("keydown", (event) => {
    if (!box.checked || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = { "/": search, ArrowDown: () => move(1), ArrowUp: () => move(-1), c: copy }[event.key];
    if (act?.()) event.preventDefault();
  });
}

function typing(element) {
  return element.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
}

function search() {
  const input = document.querySelector("input[type=search]");
  input?.focus();
  input?.select();
  return Boolean(input);
}

function current() {
  return document.activeElement?.closest("[data-cite]");
}

function move(step) {
  const entries = [...document.querySelectorAll(ENTRIES)].filter((entry) => !entry.closest("details:not([open])"));
  const at = entries.indexOf(current());
  if (at < 0 && step < 0) return false;
  const next = entries[at + step];
  const link = next?.querySelector("a.source, .sources a, .meta a");
  link?.focus();
  return Boolean(link);
}

function copy() {
  const cite = current() ?? document.querySelector(".cited[data-cite]");
  if (cite) copyFrom(cite);
  return Boolean(cite);
}
