type Close = () => unknown;

/** What was opened, in the order of opening: each may rest on those before it. */
export interface Resources {
  /** Called as soon as something is open, so that nothing stays open when a later step fails. */
  add(close: Close): void;
  /** The last opened first, and each even when another cannot be closed; then throws the first fault. */
  closeAll(): Promise<void>;
}

export function createResources(): Resources {
  const open: Close[] = [];
  return {
    add: (close) => void open.push(close),

    async closeAll() {
      const faults: unknown[] = [];
      for (let close = open.pop(); close; close = open.pop()) {
        try {
          await close();
        } catch (error) {
          faults.push(error);
        }
      }
      if (faults.length > 0) throw faults[0];
    },
  };
}
