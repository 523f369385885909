// On a phone the groups of a long page are folded: their headings are a list to choose from.
const PHONE = "(max-width: 48rem)";

export function fold() {
  const groups = document.querySelectorAll("details.fold");
  if (groups.length < 2 || !matchMedia(PHONE).matches) return;
  for (const group of groups) group.open = false;
  addEventListener("hashchange", unfold);
  unfold();
}

function unfold() {
  const group = document.getElementById(location.hash.slice(1))?.closest("details.fold");
  if (!group) return;
  group.open = true;
  group.scrollIntoView();
}
