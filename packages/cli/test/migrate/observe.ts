import {
  type During,
  type Exchange,
  type FetchInit,
  type Transport,
  createUserAgent,
} from '@routecors/user-agent';
import { createHttpTransport } from '@routecors/user-agent/node';

/** One question that a page could ask. */
export interface Question {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: 'include' | 'omit';
}

/** What comes of it, as far as one set-up can be wider than another. */
export interface Observation {
  /** Whether the browser sends the request itself. */
  readonly isSent: boolean;
  /** Whether the page gets the response. */
  readonly isAllowed: boolean;
  /** Names of headers that the page can read. */
  readonly readable: readonly string[];
  /** For how many seconds a browser remembers the preflight: Firefox for a day at most, the others less. */
  readonly maxAge: number;
}

const http = createHttpTransport();

const origins = [
  'https://app.example',
  'https://www.app.example',
  'https://admin.example',
  'http://app.example',
  'https://one.preview.example',
  'https://preview.example.evil.test',
  'http://localhost:5173',
  'http://localhost:4200',
  'https://evil.example',
  'null',
];
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'PURGE'];
const headers = [
  {},
  { 'content-type': 'application/json' },
  { authorization: 'Bearer x' },
  { 'x-api-key': 'x', 'x-requested-with': 'page' },
];

/** Every combination of origins, methods, headers and credentials, for these paths. */
export function questions(paths: readonly string[]): readonly Question[] {
  return paths.flatMap((path) =>
    origins.flatMap((origin) =>
      methods.flatMap((method) =>
        headers.flatMap((chosen) =>
          (['include', 'omit'] as const).map((credentials) => ({
            origin,
            path,
            method,
            headers: chosen,
            credentials,
          })),
        ),
      ),
    ),
  );
}

/** Asks a server as a page of the origin would, each time as a browser that knows nothing yet. */
export async function observe(
  url: string,
  question: Question,
  transport: Transport = http,
): Promise<Observation> {
  const { origin, path, method, headers: sent, credentials } = question;
  const agent = createUserAgent({ origin, transport });
  const init: FetchInit = { method, headers: { ...sent }, credentials };
  const { response, trace } = await agent.attempt(`${url}${path}`, init);
  const exchanged = (during: During): Exchange | undefined =>
    trace.steps.find((step) => step.during === during && step.exchange)?.exchange;
  const granted = exchanged('preflight')?.response?.headers ?? [];
  const maxAge = granted.find(([name]) => /^access-control-max-age$/i.test(name));
  return {
    isSent: exchanged('actual') !== undefined,
    isAllowed: response !== null,
    readable: response ? [...response.headers.keys()].toSorted() : [],
    maxAge: Math.min(Number(maxAge?.[1] ?? 5), 86_400),
  };
}

/** What a page gets after that it did not get before, in words. */
export function widened(before: Observation, after: Observation): readonly string[] {
  // Vary is the protocol's own, and says no more than that the answer depends on the origin.
  const newlyRead = after.readable.filter(
    (name) => name !== 'vary' && !before.readable.includes(name),
  );
  return [
    ...(after.isSent && !before.isSent ? ['sends the request'] : []),
    ...(after.isAllowed && !before.isAllowed ? ['reads the response'] : []),
    ...(before.isAllowed ? newlyRead.map((name) => `reads ${name}`) : []),
    ...(after.isSent && after.maxAge > before.maxAge ? ['remembers the preflight longer'] : []),
  ];
}
