const kept = new Map();

/** What this browser remembers; where it may not keep anything, until the page is closed. */
function storage() {
  try {
    return window.localStorage;
  } catch {
    return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
  }
}

export const remembered = (name) => storage().getItem(name);
export const remember = (name, value) => storage().setItem(name, value);
