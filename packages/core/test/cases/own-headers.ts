import type { ScopeCorsOptions } from '../../src/index.ts';
import { app, evil } from './server-case.ts';

/**
 * What leaves where a handler, a library or an upstream has headers of the protocol, or a `Vary`, of
 * its own: replayed by the core and by each adapter, in every way to set a header.
 */
export interface OwnHeadersCase {
  readonly name: string;
  readonly options: ScopeCorsOptions;
  readonly origin: string | undefined;
  /** What the handler sets, in any case. */
  readonly own: Readonly<Record<string, string | readonly string[]>>;
  /** Every `access-control-*` of the answer, and its `vary`. */
  readonly answer: Readonly<Record<string, string>>;
}

const listed = { origin: [app], exposedHeaders: ['ETag', 'x-total-count'] };
const silent = { origin: [app] };
const credentialed = { ...silent, credentials: true };
const forApp = { 'access-control-allow-origin': app, vary: 'Origin' };
const forAppWithCredentials = { ...forApp, 'access-control-allow-credentials': 'true' };
const expose = 'Access-Control-Expose-Headers';
const exposed = 'access-control-expose-headers';
const tus = 'Upload-Offset, Location, Tus-Resumable';

export const ownHeaders: readonly OwnHeadersCase[] = [
  {
    name: 'what a library exposes is readable',
    options: silent,
    origin: app,
    own: { [expose]: tus },
    answer: { ...forApp, [exposed]: 'upload-offset,location,tus-resumable' },
  },
  {
    name: 'it is added to what the policy exposes, each name once, whatever its case',
    options: listed,
    origin: app,
    own: { [expose]: 'x-own, X-Total-Count,x-own' },
    answer: { ...forApp, [exposed]: 'etag,x-total-count,x-own' },
  },
  {
    name: 'in lower case and in several lines, too',
    options: listed,
    origin: app,
    own: { [exposed]: ['x-a', 'x-b,etag'] },
    answer: { ...forApp, [exposed]: 'etag,x-total-count,x-a,x-b' },
  },
  {
    name: 'everything, where there are no credentials',
    options: silent,
    origin: app,
    own: { [expose]: '*' },
    answer: { ...forApp, [exposed]: '*' },
  },
  {
    name: 'with credentials an asterisk would be a name like any other',
    options: credentialed,
    origin: app,
    own: { [expose]: '*, x-own' },
    answer: { ...forAppWithCredentials, [exposed]: 'x-own' },
  },
  {
    name: 'with credentials an asterisk alone exposes nothing',
    options: credentialed,
    origin: app,
    own: { [expose]: '*' },
    answer: forAppWithCredentials,
  },
  {
    name: 'nothing can be added to everything',
    options: { origin: '*', exposedHeaders: '*' },
    origin: app,
    own: { [expose]: 'x-own' },
    answer: { 'access-control-allow-origin': '*', [exposed]: '*' },
  },
  {
    name: 'one policy for all exposes it to requests without Origin, which caches keep for others',
    options: { origin: '*' },
    origin: undefined,
    own: { [expose]: 'x-own' },
    answer: { 'access-control-allow-origin': '*', [exposed]: 'x-own' },
  },
  {
    name: 'what is no header name, and what no page may read, does not spoil the list',
    options: listed,
    origin: app,
    own: { [expose]: ', x own, x-a ,,Set-Cookie, é' },
    answer: { ...forApp, [exposed]: 'etag,x-total-count,x-a' },
  },
  {
    name: 'a list beyond all measure is not read',
    options: listed,
    origin: app,
    own: { [expose]: `x-a,${'x-b,'.repeat(1_100)}` },
    answer: { ...forApp, [exposed]: 'etag,x-total-count' },
  },
  ...[
    { name: 'a denied origin', options: listed, origin: evil, vary: { vary: 'Origin' } },
    { name: 'null', options: listed, origin: 'null', vary: { vary: 'Origin' } },
    { name: 'nobody', options: listed, origin: undefined, vary: { vary: 'Origin' } },
    {
      name: 'a page where CORS is off',
      options: { origin: false as const },
      origin: app,
      vary: {},
    },
  ].map(({ name, options, origin, vary }) => ({
    name: `nothing is exposed to ${name}`,
    options,
    origin,
    own: { [expose]: tus },
    answer: vary,
  })),
  {
    name: "somebody else's grants never leave",
    options: listed,
    origin: app,
    own: {
      'Access-Control-Allow-Origin': '*',
      'access-control-allow-credentials': 'true',
      'ACCESS-CONTROL-ALLOW-METHODS': 'DELETE',
    },
    answer: { ...forApp, [exposed]: 'etag,x-total-count' },
  },
  {
    name: "somebody else's grants to a denied origin neither",
    options: listed,
    origin: evil,
    own: { 'Access-Control-Allow-Origin': evil, 'access-control-allow-credentials': 'true' },
    answer: { vary: 'Origin' },
  },
  {
    name: 'a Vary is merged',
    options: silent,
    origin: app,
    own: { Vary: 'Accept-Encoding' },
    answer: { 'access-control-allow-origin': app, vary: 'Accept-Encoding, Origin' },
  },
];
