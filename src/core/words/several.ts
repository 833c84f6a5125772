import type { Registry } from '../agent.ts';
import { readCommand } from './grammar.ts';
import { maxSteps, partsOf, tooMany } from './parts.ts';
import { isDirect, type Step } from './step-calls.ts';

/**
 * Several agents in one request: `plan …; then its risks; post …`. Undefined when it is just one request.
 *
 * What stands behind a semicolon begins a request of its own when it names an agent, or when it is a question or a wish to see
 * something that is one capability's own words from the first to the last: `plan show plan 1; who am I?`. It runs beside those
 * before it, or behind them with “then”.
 *
 * Anything else without “then” is more of the words before it where these are free words, as a goal, the text of a post or a
 * contact are: `plan Design 3d; Build 5d`, `post We launch; come and see`. Where they are none, as in `plan show plan 1; make me
 * coffee`, it is asked back, and nothing is begun. In quotes, in a code block, in a patch and in a named value that goes to the end
 * a semicolon is always text.
 *
 * A comma, “and” and “&” divide where there can be no doubt (`joints.ts`): `plan list and risk register`.
 *
 * Behind “; then” stands, in this order:
 * 1. an agent, perhaps with “its” or “the” before it: `then its risks`, `then post about it`;
 * 2. what an agent of the parts before calls its own work: `then create its issues`, `then show it`;
 * 3. more of the words before, where their capability says so: `then test 2d` is a task, as it says how long it takes;
 * 4. what one other agent, and no more than one, calls its own work in two words or more: `then show its register`.
 *
 * Whatever else stands there is asked back, and nothing is begun. What begins with “then” takes over the project, the plan and the
 * merge request of the answers before it.
 */
export function readSeveral(registry: Registry, text: string): readonly Step[] | undefined {
  const parts = partsOf(registry, text);
  const steps = parts.flatMap(({ words, isThen }) => {
    const command = readCommand(registry, words);
    return isDirect(command) ? [{ command, isThen }] : [];
  });
  if (parts.length === 1 || steps.length < parts.length) return undefined;
  if (steps.length <= maxSteps) return steps;
  throw tooMany(`${steps.length}`);
}
