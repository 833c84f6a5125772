import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandFailure } from '../../src/cli/failure.ts';
import type { LoginSources } from '../../src/cli/login.ts';
import { runCommandLine } from '../../src/cli/run.ts';
import type { Terminal } from '../../src/cli/terminal-io.ts';

export interface Said {
  exitCode: number;
  out: string;
  err: string;
  opened: string[];
  written: Map<string, Buffer>;
}

export interface Seat {
  sources: LoginSources;
  /** Runs one command line as somebody types it. */
  run(words: readonly string[], more?: SeatOptions): Promise<Said>;
  close(): void;
}

export interface SeatOptions {
  isInteractive?: boolean;
  files?: Readonly<Record<string, string | Uint8Array>>;
  token?: string;
  /** Called when a page is opened. */
  onPage?: (url: string) => void;
}

/** A place before a terminal, with a home of its own. */
export function takeSeat(environment: Readonly<Record<string, string>> = {}): Seat {
  const home = mkdtempSync(join(tmpdir(), 'adjutant-home-'));
  const sources: LoginSources = { environment, home, stateFolders: [join(home, 'checkout', '.adjutant')] };
  return {
    sources,
    async run(words, { isInteractive = false, files = {}, token = '', onPage = () => undefined } = {}) {
      const out: string[] = [];
      const err: string[] = [];
      const opened: string[] = [];
      const written = new Map<string, Buffer>();
      const terminal: Terminal = {
        out: (text) => out.push(text),
        err: (text) => err.push(text),
        isInteractive,
        async readFile(path) {
          const content = files[path];
          if (content === undefined) throw new CommandFailure(`The file ${path} cannot be read (ENOENT).`);
          return Buffer.from(content);
        },
        writeFile: (path, content) => void written.set(path, content),
        async openPage(url) {
          opened.push(url);
          onPage(url);
          return true;
        },
        ask: async () => token,
      };
      const exitCode = await runCommandLine(words, sources, terminal);
      return { exitCode, out: out.join('\n'), err: err.join('\n'), opened, written };
    },
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}
