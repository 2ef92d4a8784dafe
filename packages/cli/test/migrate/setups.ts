import type { Question } from './observe.ts';

/** What is to be seen in one folder of `test/setups`. */
export interface Setup {
  /** What is asked; `/items` where nothing is said. */
  readonly paths?: readonly string[];
  /** Each is a start of its own. */
  readonly environments?: readonly Readonly<Record<string, string>>[];
  /** Codes of what one should know about the rewrite. */
  readonly notes?: readonly string[];
  /** Where pages get less than they got, and why. */
  readonly narrower?: readonly Narrower[];
  /** Whether no page gets anything, before and after. */
  readonly isClosed?: true;
}

export interface Narrower {
  readonly why: string;
  readonly where: (question: Question) => boolean;
}

/** Our preflights grant what a route answers, and no more. */
function notRouted(...methods: readonly string[]): Narrower {
  return {
    why: `No route answers ${methods.join(', ')} here: the page would have read a 404.`,
    where: ({ method }) => methods.includes(method),
  };
}

/** Every folder of `test/setups`. */
export const setups: Readonly<Record<string, Setup>> = {
  'fastify-by-environment': {
    environments: [{ NODE_ENV: 'production' }, { NODE_ENV: 'development' }],
  },
  'fastify-commonjs': {},
  'fastify-constant-options': { notes: ['max-age-capped'] },
  'fastify-defaults': {},
  'fastify-empty-options': {},
  'fastify-inline-import': {},
  'fastify-inline-require': { notes: ['safelisted-methods'] },
  'fastify-inline-require-defaults': {},
  'fastify-late-require': { notes: ['safelisted-methods'] },
  'fastify-list-credentials': {},
  'fastify-origin-false': { isClosed: true },
  'fastify-origin-string': {},
  'fastify-origin-true': {},
  'fastify-plugin-file': { narrower: [notRouted('POST', 'PUT')] },
  'fastify-regexp': { notes: ['safelisted-methods'] },
  'fastify-route-off': {
    paths: ['/items', '/internal'],
    notes: ['safelisted-methods'],
    narrower: [
      {
        why: 'config.cors: false closes the preflight of the route, too; the old package granted it.',
        where: ({ path }) => path === '/internal',
      },
    ],
  },
  'fastify-text-lists': { notes: ['non-strict-preflight'] },
  'fastify-wildcard-credentials': { notes: ['credentials-with-wildcard', 'safelisted-methods'] },
  'fastify-wildcard-in-list': {},
  'fastify-windows-lines': { notes: ['safelisted-methods'], narrower: [notRouted('PATCH')] },
  'nest-by-environment': {
    environments: [{ NODE_ENV: 'production' }, { NODE_ENV: 'development' }],
  },
  'nest-commonjs': {},
  'nest-constant-options': {},
  'nest-create-cors-options': {},
  'nest-create-cors-true': {},
  'nest-enable-cors': {},
  'nest-fastify': { notes: ['default-methods'] },
  'nest-fastify-create-cors': { notes: ['safelisted-methods'] },
  'nest-fastify-options': { notes: ['default-methods', 'non-strict-preflight'] },
  'nest-imports': { isClosed: true },
  'nest-middleware': {},
  'nest-options': {},
  'nest-origin-true': {},
  'nest-wildcard-credentials': { notes: ['credentials-with-wildcard'] },
};
