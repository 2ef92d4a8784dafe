import { type Ask, type Asks, type RunningServer, page, stranger } from './pairing.ts';

/** What a page sees of an answer, in a word; the words are the same for every package. */
type Answers = Readonly<Record<string, string>>;

/** Asks a server everything. */
export async function askAll(server: RunningServer, { served, failed }: Asks): Promise<Answers> {
  const preflight = (path: string, method: string, origin: string): Promise<string> =>
    seen(server, {
      path,
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method },
    });
  const method = served.method ?? 'GET';
  return {
    allowed: await seen(server, withOrigin(served, page)),
    denied: await seen(server, withOrigin(served, stranger)),
    failed: await seen(server, withOrigin(failed, page)),
    missing: await seen(server, {
      path: '/not/there',
      headers: { ...served.headers, origin: page },
    }),
    preflight: await preflight(served.path, method, page),
    'preflight of a stranger': await preflight(served.path, method, stranger),
  };
}

/** What they are to be, whatever the package and the order. */
export function expectedAnswers({ served, failed }: Asks): Answers {
  return {
    allowed: `${served.status} readable varies`,
    denied: `${served.status} hidden varies`,
    failed: `${failed.status} readable varies`,
    missing: '404 readable varies',
    preflight: '204 readable varies',
    'preflight of a stranger': '403 hidden varies',
  };
}

const withOrigin = ({ headers, ...ask }: Ask, origin: string): Omit<Ask, 'status'> => ({
  ...ask,
  headers: { ...headers, origin },
});

async function seen(
  { address }: RunningServer,
  { path, method = 'GET', headers = {}, body }: Omit<Ask, 'status'>,
): Promise<string> {
  const response = await fetch(address + path, {
    method,
    headers,
    redirect: 'manual',
    ...(body !== undefined && { body }),
  });
  await response.arrayBuffer();
  const allowed = response.headers.get('access-control-allow-origin');
  const who = new Map([
    [null, 'hidden'],
    [headers['origin'], 'readable'],
  ]).get(allowed);
  const vary =
    response.headers
      .get('vary')
      ?.toLowerCase()
      .split(/\s*,\s*/) ?? [];
  return `${response.status} ${who ?? `says ${allowed}`}${vary.includes('origin') ? ' varies' : ''}`;
}
