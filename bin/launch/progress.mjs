import { packageCount } from './packages.mjs';

const quietEveryMs = 10_000;

/** One line that tells what happens and for how long: rewritten on a terminal, repeated now and then in a log. */
export function startProgress(title) {
  const started = Date.now();
  const state = { total: packageCount(), fetched: 0, trouble: '' };
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const line = () =>
    `${title}: ${Math.min(state.fetched, state.total)} of ${state.total} fetched, ${seconds()} s${state.trouble}`;
  const live = process.stderr.isTTY;
  const show = () => process.stderr.write(live ? `\r\x1b[K${line()}` : `${line()}\n`);
  show();
  const timer = setInterval(show, live ? 1000 : quietEveryMs);
  return {
    read: (text) => follow(state, text),
    end(result) {
      clearInterval(timer);
      if (live) process.stderr.write('\r\x1b[K');
      if (result) process.stderr.write(`${result} in ${seconds()} s.\n`);
    },
  };
}

/** npm tells of each request, and is silent for a minute or more while it tries a registry again. */
function follow(state, text) {
  state.fetched += text.match(/http fetch GET 200 \S+\.tgz/g)?.length ?? 0;
  const failed = text.match(/http fetch GET \S+ attempt \d+ failed with (\w+)/);
  if (failed) state.trouble = ` (the package registry does not answer: ${failed[1]}; trying again)`;
  else if (/http fetch GET 200/.test(text)) state.trouble = '';
}
