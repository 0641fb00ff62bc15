// Before anything is painted: the theme and the size of the letters, as they were set last.
{
  const kept = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const root = document.documentElement;
  const theme = kept("theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const size = Number(kept("size"));
  if (size >= 80 && size <= 160) root.style.setProperty("--size", `${size}%`);
}
