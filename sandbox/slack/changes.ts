/** Something that a page showing the workspace has to look at again. */
export interface Change {
  kind: 'messages' | 'views' | 'channels' | 'reset';
  team?: string;
  channel?: string;
  /** Only this person sees the difference. */
  user?: string;
}

export interface Changes {
  publish(change: Change): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void;
}

export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();
  return {
    publish: (change) => {
      for (const listener of listeners) listener(change);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
