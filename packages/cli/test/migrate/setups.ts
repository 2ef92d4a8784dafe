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

/** Every folder of `test/setups`. */
export const setups: Readonly<Record<string, Setup>> = {
  'fastify-by-environment': {},
  'fastify-commonjs': {},
  'fastify-constant-options': {},
  'fastify-defaults': {},
  'fastify-empty-options': {},
  'fastify-inline-import': {},
  'fastify-inline-require-defaults': {},
  'fastify-inline-require': {},
  'fastify-list-credentials': {},
  'fastify-origin-false': {},
  'fastify-origin-string': {},
  'fastify-origin-true': {},
  'fastify-plugin-file': {},
  'fastify-regexp': {},
  'fastify-route-off': {},
  'fastify-text-lists': {},
  'fastify-wildcard-credentials': {},
  'fastify-wildcard-in-list': {},
  'fastify-windows-lines': {},
  'nest-by-environment': {},
  'nest-constant-options': {},
  'nest-create-cors-options': {},
  'nest-create-cors-true': {},
  'nest-enable-cors': {},
  'nest-fastify-create-cors': {},
  'nest-fastify-options': {},
  'nest-fastify': {},
  'nest-imports': {},
  'nest-middleware': {},
  'nest-options': {},
  'nest-origin-true': {},
  'nest-wildcard-credentials': {},
};
