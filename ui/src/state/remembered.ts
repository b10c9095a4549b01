/** What the window remembers for itself between starts: widths of panels, the theme, which branches are open.
 *  Never anything of the library. A store that is full or forbidden is no reason to stop. */

const prefix = "roadbook.";

export function remembered<T>(key: string, usual: T): T {
  try {
    const text = localStorage.getItem(prefix + key);
    return text === null ? usual : (JSON.parse(text) as T);
  } catch {
    return usual;
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(prefix + key, JSON.stringify(value));
  } catch {
    // It is only a comfort.
  }
}
