// Light or dark, kept in a cookie: the next page then comes in it from the first paint.

export function theme() {
  const choice = document.getElementById("theme");
  choice.addEventListener("change", () => {
    document.cookie = `theme=${choice.value}; path=/; max-age=31536000; samesite=lax`;
    document.getElementById("dark").media = choice.selectedOptions[0].dataset.media;
  });
}
