// Where the page remembers its session.

/** The browser's storage of this page, or one that lasts as long as the page where the browser gives none. */
export function pageStore() {
  try {
    const store = window.localStorage;
    store.getItem("parley");
    return store;
  } catch {
    return memory();
  }
}

/** A storage that lasts as long as the page. */
export function memory() {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}
