import { monitorEventLoopDelay } from 'node:perf_hooks';

import { corsPlugin } from '@routecors/fastify';
import { createOriginList } from '@routecors/origins';
import Fastify from 'fastify';

import { channel, connectTo, sourceOf } from './clients.ts';

/** What such a process tells: that something arrived, and when by the machine's own clock. */
export interface Arrival {
  readonly what: 'bare' | 'heard' | 'in force';
  readonly at: string;
  /** How many entries are in force. */
  readonly size: number;
  /** Milliseconds that the event loop was late since it was asked last, in 99 of 100 cases. */
  readonly delay: number;
}

// A server with a live list, in a process of its own, which also listens as plainly as one can.
const [url = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();

const tell = (what: Arrival['what'], size = 0): void => {
  const at = String(process.hrtime.bigint());
  const arrival: Arrival = { what, at, size, delay: delay.percentile(99) / 1e6 };
  process.send?.(arrival);
  delay.reset();
};

const list = createOriginList({ source: sourceOf(url), poll: false, debounce: 0 });
const app = Fastify();
app.register(corsPlugin, { origin: list, credentials: true });
app.get('/', () => 'x');
await app.ready();
const client = await connectTo(url);
await client.hear('bare', () => tell('bare'));
await client.hear(channel, () => tell('heard'));
// After the policies: the last to be told to put it in force.
list.follow(async ({ length }) => ({
  problems: [],
  problemCount: 0,
  commit: () => tell('in force', length),
}));
