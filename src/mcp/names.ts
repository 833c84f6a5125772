import type { RunNames } from '../calling/index.ts';

/** The name of the tool by which a result is fetched later. */
export const runTool = 'orchestrator_show-run';

export const runUri = (number: number): string => `run://${number}`;

const uriPattern = /^run:\/\/([1-9]\d{0,8})$/;
/** The number in `run://1042`; `undefined` for any other address. */
export function numberOf(uri: string): number | undefined {
  const digits = uriPattern.exec(uri)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export const runNames: RunNames = {
  uriOf: runUri,
  fetchLater: (number) =>
    `To see later how it ended, call ${runTool} with number ${number}, or read ${runUri(number)}.`,
};

/** Where a client puts it in `_meta`. */
export const idempotencyKey = 'adjutant/idempotencyKey';
