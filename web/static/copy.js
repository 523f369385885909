// Copies a quote with the name of its document and a link, as plain and as rich text.

const WORDS = 40; // characters of a quote that tell its button from the others
const toast = document.querySelector(".toast");
let timer = 0;

export function say(text) {
  toast.textContent = text;
  toast.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => toast.classList.remove("shown"), 3000);
}

// Offices serve this on plain http, where navigator.clipboard does not exist: the copy event works everywhere.
export function copyCitation({ quote, label, url }) {
  const link = new URL(url, location.href).href;
  const shown = document.createElement("p");
  const anchor = Object.assign(document.createElement("a"), { href: link, textContent: label });
  shown.append(`“${quote}” (`, anchor, ")");
  const fill = (event) => {
    event.clipboardData.setData("text/plain", `“${quote}” (${label}) ${link}`);
    event.clipboardData.setData("text/html", shown.outerHTML);
    event.preventDefault();
  };
  document.addEventListener("copy", fill, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", fill);
  say(done ? document.body.dataset.copied : document.body.dataset.notCopied);
}

// The address of a hit also says which search led to it; a citation is only the place.
function permanent(href) {
  const url = new URL(href, location.href);
  for (const name of [...url.searchParams.keys()]) {
    if (!["start", "end", "d"].includes(name)) url.searchParams.delete(name);
  }
  return url.href;
}

// A link that says only "open" has its document named in its data or by the list beside.
function labelOf(source) {
  const beside = source.getAttribute("aria-describedby");
  const named = beside ? document.querySelector(`#${beside} a`) : source;
  return source.dataset.label ?? named.textContent.trim();
}

export function copyFrom(cite) {
  const source = cite.querySelector("a.source, .sources a, .meta a, td:last-child a");
  copyCitation({
    quote: cite.querySelector(".quote").textContent.trim(),
    label: labelOf(source),
    url: permanent(source.href),
  });
}

// A page has dozens of these buttons: it carries their face once.
export function copying() {
  const face = document.getElementById("copy");
  for (const button of document.querySelectorAll("button.copy")) {
    const quote = button.closest("[data-cite]")?.querySelector(".quote")?.textContent.trim() ?? "";
    button.title = face.dataset.title;
    button.ariaLabel = `${face.content.textContent.trim()}: ${quote.slice(0, WORDS)}`;
    button.append(face.content.cloneNode(true));
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.copy");
    if (button) copyFrom(button.closest("[data-cite]"));
  });
}
