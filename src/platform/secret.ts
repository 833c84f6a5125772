import { inspect } from 'node:util';

const mask = '[secret]';

/** A text that no log, error or answer prints by accident: it comes out only where `reveal` stands. */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
