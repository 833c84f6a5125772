/** Does something again and again until it is stopped, at once the first time; what takes long is not joined by another round. */
export function startRounds(everySeconds: number, round: () => Promise<void>): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const next = (): void => {
    running ??= round().finally(() => {
      running = undefined;
    });
  };
  next();
  const timer = setInterval(next, everySeconds * 1_000);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
