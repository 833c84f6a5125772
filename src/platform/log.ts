import pino from 'pino';
import type { Log } from '../core/index.ts';

const wrap = (logger: pino.Logger): Log => ({
  debug: (fields, event) => logger.debug(fields, event),
  info: (fields, event) => logger.info(fields, event),
  warn: (fields, event) => logger.warn(fields, event),
  error: (fields, event) => logger.error(fields, event),
  child: (fields) => wrap(logger.child(fields)),
});

const secretNames = ['token', 'secret', 'password', 'authorization', 'Authorization', 'cookie', 'Cookie'];
/** At the top, and up to two objects deep. */
const secretPaths = ['', '*.', '*.*.'].flatMap((within) => secretNames.map((name) => `${within}${name}`));

/** What a library hangs onto its errors may be a request with its headers: only what tells where and why is kept. */
function describeError(error: Error): object {
  const { type, message, stack, code } = pino.stdSerializers.err(error);
  return { type, message, stack, code };
}

/** JSON lines on standard error, each with `more` of the moment: on stdio, standard output belongs to MCP. */
export function createLog(
  level: string,
  destination: pino.DestinationStream = pino.destination({ dest: 2, sync: false }),
  more: () => object = () => ({}),
): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    mixin: more,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: secretPaths, censor: '[secret]' },
  };
  return wrap(pino(options, destination));
}
