import { Agent } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { connect as connectSecure } from 'node:tls';

/**
 * The client knows X by its name alone. This agent lets its requests, unchanged, go to another address: what it signs and
 * names as its host stays X.
 */
export function agentTo(url: string): Agent {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const connect =
    protocol === 'https:'
      ? () => connectSecure({ host, port: Number(port || 443), servername: host })
      : () => connectPlain({ host, port: Number(port || 80) });
  return Object.assign(new Agent(), { createConnection: connect });
}
