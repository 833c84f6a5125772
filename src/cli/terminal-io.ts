/** What a command line needs of the machine; tests bring their own. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Somebody sits there: answers are styled, and decisions are waited for. */
  isInteractive: boolean;
  /** Also `-` for standard input. Throws what to do when it cannot be read. */
  readFile(path: string): Promise<Uint8Array>;
  writeFile(path: string, content: Buffer): void;
  /** Shows an address in the browser; `false` when that is not possible here. */
  openPage(url: string): Promise<boolean>;
  /** Asks for a secret that is not shown while it is typed. */
  ask(question: string): Promise<string>;
}
