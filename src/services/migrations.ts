import { fileURLToPath } from 'node:url';

/** Each service keeps its own migrations, numbered across all of them. */
export const migrations = fileURLToPath(new URL('./*/migrations/*.sql', import.meta.url));
