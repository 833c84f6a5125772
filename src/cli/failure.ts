/** What the shell is told: 0 done, 1 refused or failed, 2 wrongly called, 3 still waits or goes on, 4 no answer from the server. */
export const exits = { done: 0, refused: 1, usage: 2, open: 3, unreachable: 4 } as const;

/** Something that a person can mend: shown as it is, without a stack. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = exits.usage) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
  }
}
