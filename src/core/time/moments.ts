// Making a formatter costs a hundred times what using it does.
const formatters = new Map<string, Intl.DateTimeFormat>();

/** Zones are those of the zone database: few enough to keep. */
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${Object.keys(options).join()}`;
  const known = formatters.get(key) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options });
  formatters.set(key, known);
  return known;
}

/** `Fri, 20 Nov 2026` */
export const dayIn = (zone: string, at: Date): string =>
  format(zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).format(at);

/** `09:00` */
export const clockIn = (zone: string, at: Date): string =>
  format(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** `Fri, 20 Nov 2026, 09:00` */
export const momentIn = (zone: string, at: Date): string => `${dayIn(zone, at)}, ${clockIn(zone, at)}`;

/** The ISO day of the week there, 1 is Monday. */
export function weekdayIn(zone: string, at: Date): number {
  const short = format(zone, { weekday: 'short' }).format(at);
  return ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(short) + 1;
}

const hourMs = 3_600_000;
/** `2 days`, `5 hours`: how long ago, roughly. */
export function ageOf(since: Date, now: Date): string {
  const hours = Math.max(0, Math.floor((now.getTime() - since.getTime()) / hourMs));
  if (hours < 1) return 'less than an hour';
  const [count, unit] = hours < 48 ? [hours, 'hour'] : [Math.floor(hours / 24), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
