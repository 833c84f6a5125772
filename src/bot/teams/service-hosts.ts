const loopback = ['127.0.0.1', 'localhost', '[::1]'];

const fits = (hostname: string, pattern: string): boolean =>
  pattern.startsWith('*.') ? hostname.endsWith(pattern.slice(1)) : hostname === pattern;

/** Whether a service address may be posted to: it comes with a request, and whoever names it gets our token. */
export function isAllowedService(url: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  const isSafe = protocol === 'https:' || (protocol === 'http:' && loopback.includes(hostname));
  return isSafe && hosts.some((pattern) => fits(hostname, pattern));
}
