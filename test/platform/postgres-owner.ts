import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';

/** A program that owns a cluster until it is killed: prints the URL and waits. */
const [directory = '', name = '', settings = '{}'] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ directory, name, settings: JSON.parse(settings) });
console.log(server.url);
setInterval(() => server.port, 60_000);
