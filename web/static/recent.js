// The questions asked in this browser. They stay in it.

const STORE = "recent-questions";
const KEPT = 6;

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
};

export function recent() {
  const asked = document.body.classList.contains("search") && new URLSearchParams(location.search).get("q")?.trim();
  if (asked) localStorage.setItem(STORE, JSON.stringify([asked, ...read().filter((q) => q !== asked)].slice(0, KEPT)));
  const list = document.getElementById("recent-questions");
  if (!list || !read().length) return;
  for (const question of read()) {
    const link = Object.assign(document.createElement("a"), { textContent: question });
    link.href = `/?${new URLSearchParams({ q: question })}`;
    list.append(document.createElement("li"));
    list.lastElementChild.append(link);
  }
  const section = list.closest("section");
  section.hidden = false;
  document.getElementById("forget").addEventListener("click", () => {
    localStorage.removeItem(STORE);
    section.hidden = true;
  });
}
