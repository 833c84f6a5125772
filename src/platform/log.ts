import pino from 'pino';
import type { Log } from '../core/index.ts';

const wrap = (logger: pino.Logger): Log => ({
  debug: (fields, event) => logger.debug(fields, event),
  info: (fields, event) => logger.info(fields, event),
  warn: (fields, event) => logger.warn(fields, event),
  error: (fields, event) => logger.error(fields, event),
  child: (fields) => wrap(logger.child(fields)),
});

/** JSON lines on standard error: on stdio, standard output belongs to MCP. */
export function createLog(
  level: string,
  destination: pino.DestinationStream = pino.destination({ dest: 2, sync: false }),
): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ['*.token', '*.secret', '*.password', '*.authorization', 'token', 'secret', 'password'],
      censor: '[secret]',
    },
  };
  return wrap(pino(options, destination));
}
