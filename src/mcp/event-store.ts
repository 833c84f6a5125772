import type { EventStore } from '@modelcontextprotocol/server';

export interface EventStoreLimits {
  events: number;
  characters: number;
}

type Message = Parameters<EventStore['storeEvent']>[1];
interface Stored {
  id: string;
  stream: string;
  message: Message;
  size: number;
}

const defaults: EventStoreLimits = { events: 100, characters: 64_000 };

/** The latest events of one session, so that a client whose connection broke gets what it missed. The oldest go first. */
export function createEventStore(limits: EventStoreLimits = defaults): EventStore {
  const events: Stored[] = [];
  let count = 0;
  let characters = 0;

  function trim(): void {
    while (events.length > limits.events || characters > limits.characters) {
      const oldest = events.shift();
      if (!oldest) return;
      characters -= oldest.size;
    }
  }

  return {
    async storeEvent(stream, message) {
      count += 1;
      const stored = { id: `event-${count}`, stream, message, size: JSON.stringify(message).length };
      events.push(stored);
      characters += stored.size;
      trim();
      return stored.id;
    },

    getStreamIdForEventId: async (id) => events.find((event) => event.id === id)?.stream,

    async replayEventsAfter(lastId, { send }) {
      const index = events.findIndex((event) => event.id === lastId);
      const last = events[index];
      if (!last) throw new Error(`event ${lastId} is no longer kept`);
      for (const { id, stream, message } of events.slice(index + 1)) {
        if (stream === last.stream) await send(id, message);
      }
      return last.stream;
    },
  };
}
