/**
 * Keeps what is shown up to date: one reading at a time, and what changed meanwhile is read right after. `place` names what is
 * looked at; nothing is read while it is undefined, and what was read of another place is not shown.
 */
export function keepFresh({ place, read, show, failed }) {
  let reading;
  let isStale = false;

  async function readUntilFresh() {
    while (isStale) {
      isStale = false;
      const asked = place();
      const shown = await read(asked);
      if (asked === place()) show(shown);
      else isStale = true;
    }
  }

  return function refresh() {
    isStale = true;
    if (place() === undefined) return Promise.resolve();
    reading ??= readUntilFresh()
      .catch(failed)
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
}
