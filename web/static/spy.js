// Marks the section being read in the table of contents.

export function spy() {
  const links = new Map(
    [...document.querySelectorAll(".contents a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
  );
  const starts = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  if (!starts.length) return;
  // On a phone the list would push the text out of sight.
  document.querySelector(".contents details").open = matchMedia("(min-width: 60rem)").matches;
  let shown = null;
  const follow = () => {
    const reached = starts.filter((start) => start.getBoundingClientRect().top < innerHeight / 3);
    const link = links.get((reached.at(-1) ?? starts[0]).id);
    if (link === shown) return;
    shown?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    keepInView(link);
    shown = link;
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      follow();
    });
  };
  addEventListener("scroll", soon, { passive: true });
  follow();
}

// Scrolls the list alone: scrollIntoView would move the page as well.
function keepInView(link) {
  const list = link.closest(".contents");
  const above = link.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (above < 0 || above > list.clientHeight - link.offsetHeight) list.scrollTop += above - list.clientHeight / 3;
}
