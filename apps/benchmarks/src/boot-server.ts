import { tell } from './fresh-process.ts';
import { bootServer } from './subjects/fastify.ts';

/** Boots a server of so many routes, once. */
const [who = '', routes] = process.argv.slice(2);
await tell(() => bootServer(who, Number(routes)));
