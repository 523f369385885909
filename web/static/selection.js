// A button beside selected text of a document: copies the citation of exactly that stretch.
import { copyCitation, say } from "./copy.js";

export function selection() {
  const article = document.querySelector("article[data-document]");
  if (!article) return;
  const button = Object.assign(document.createElement("button"), {
    type: "button",
    className: "select-copy",
    textContent: article.dataset.copyLabel,
    hidden: true,
  });
  document.body.append(button);
  document.addEventListener("selectionchange", () => {
    const span = chosen(article);
    button.hidden = !span;
    if (!span) return;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    button.style.left = `${Math.max(8, box.left + scrollX)}px`;
    button.style.top = `${box.bottom + scrollY + 8}px`;
  });
  // The selection must outlive the press on the button.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => cite(article.dataset.document, chosen(article)));
}

async function cite(id, { start, end }) {
  const response = await fetch(`/api/documents/${encodeURIComponent(id)}/citation?start=${start}&end=${end}`);
  if (response.ok) copyCitation(await response.json());
  else say(document.body.dataset.notCopied);
}

function chosen(article) {
  const picked = getSelection();
  if (!picked.rangeCount || picked.isCollapsed) return null;
  const range = picked.getRangeAt(0);
  const start = offset(article, range.startContainer, range.startOffset);
  const end = offset(article, range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? { start, end } : null;
}

// Offsets count code points of the document's text; JavaScript's strings count UTF-16 units.
function offset(article, node, at) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!holder || !article.contains(holder)) return null;
  const before = document.createRange();
  before.setStart(holder, 0);
  before.setEnd(node, at);
  return Number(holder.dataset.start) + [...before.toString()].length;
}
