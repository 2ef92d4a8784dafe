import type { Node } from 'oxc-parser';

import type { Dialect } from './dialect.ts';
import { allowedHeaders, methods, nameList } from './name-list-rules.ts';
import type { WrittenOption } from './option-values.ts';
import { type Outcome, type Rule, inVariable } from './outcome.ts';
import { type SourceFile, bare } from './source-file.ts';
import { quoted } from './text-style.ts';

/** What each option becomes. Whatever is not here goes by the same name, or is unknown to the old package. */
export const optionRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['origin', origin],
  ['methods', methods],
  ['allowedHeaders', allowedHeaders],
  ['exposedHeaders', (option, _dialect, file) => nameList(option, 'exposedHeaders', file)],
  ['maxAge', maxAge],
  ['preflightContinue', preflightContinue],
]);

/** Those that `cors` alone has. */
export const expressRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [
    'headers',
    (option, dialect, file) =>
      option.property.shorthand
        ? { finding: inVariable('allowedHeaders') }
        : allowedHeaders(option, dialect, file),
  ],
]);

/** Those that `@fastify/cors` alone has. */
export const fastifyRules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['preflight', preflight],
  ['strictPreflight', strictPreflight],
  ['hook', hook],
  // Of the OPTIONS route, which we do not have.
  ['hideOptionsRoute', () => ({})],
  ['logLevel', () => ({})],
  ['cacheControl', cacheControl],
]);

function origin({ property, values }: WrittenOption, { name }: Dialect, file: SourceFile): Outcome {
  // Only @fastify/cors takes a list with '*' for everybody.
  const isAny = (value: unknown): boolean =>
    value === true || (name === '@fastify/cors' && Array.isArray(value) && value.includes('*'));
  if (!values.some(isAny)) return { name: 'origin', values };
  const leaves = branches(property.value);
  const texts = leaves.flatMap((node) => {
    const isTrue = node.type === 'Literal' && node.value === true;
    const isList = node.type === 'ArrayExpression' && values.every(isAny);
    return isTrue || isList ? [{ node, text: quoted(file, '*') }] : [];
  });
  if (texts.length === 0) return { finding: inVariable('origin') };
  return { name: 'origin', texts, values: values.map((value) => (isAny(value) ? '*' : value)) };
}

/** What a condition chooses between. */
function branches(expression: Node): Node[] {
  const node = bare(expression);
  return node.type === 'ConditionalExpression'
    ? [...branches(node.consequent), ...branches(node.alternate)]
    : [node];
}

/** The most that a browser keeps a preflight, and that we take. */
const longest = 86_400;

function maxAge({ property, values }: WrittenOption): Outcome {
  const [value] = values;
  if (values.length > 1) return { name: 'maxAge', values };
  if (value === null) return {};
  const node = property.value;
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > longest) {
    return {
      name: 'maxAge',
      values: [longest],
      texts: [{ node, text: String(longest) }],
      note: {
        code: 'max-age-capped',
        reason: `No browser keeps a preflight for ${seconds} seconds: Firefox keeps it for 86400, Chromium for 7200.`,
        fix: 'Nothing to do: 86400 is the same.',
      },
    };
  }
  const isText = typeof value === 'string' && typeof seconds === 'number';
  const texts = isText ? [{ node, text: String(seconds) }] : [];
  return { name: 'maxAge', values: [seconds], texts };
}

function cacheControl({ values }: WrittenOption): Outcome {
  // Anything else sends nothing.
  const isSent = values.some((value) => typeof value === 'string' || Number.isInteger(value));
  return isSent ? { name: 'cacheControl', values } : {};
}

function preflightContinue({ values }: WrittenOption): Outcome {
  if (values.every((value) => value === false)) return {};
  return {
    finding: {
      code: 'preflight-continues',
      reason:
        'preflightContinue: true hands preflights on to a handler. Ours are always answered, by the policy of the route.',
      fix: 'Leave it out, and remove the OPTIONS handlers that answered preflights.',
    },
  };
}

function preflight({ values }: WrittenOption): Outcome {
  if (values.every((value) => value === true)) return {};
  return {
    finding: {
      code: 'preflight-off',
      reason:
        'preflight: false leaves preflights unanswered, so that only simple requests pass. Ours are answered.',
      fix: 'Leave it out to let pages send methods and headers of their own, or write methods: [] and allowedHeaders: [] to keep it.',
    },
  };
}

function strictPreflight({ values }: WrittenOption): Outcome {
  if (values.every((value) => value === true)) return {};
  return {
    note: {
      code: 'non-strict-preflight',
      reason:
        'strictPreflight: false answered every OPTIONS request. Ours answers preflights; any other OPTIONS request reaches your own handler, or your 404.',
      fix: 'Nothing to do for pages. A health check that sends OPTIONS needs a route.',
    },
  };
}

function hook({ values }: WrittenOption): Outcome {
  if (values.every((value) => value === 'onRequest')) return {};
  return {
    finding: {
      code: 'later-hook',
      reason:
        'With a later hook, whatever ran before it answered without CORS headers, preflights included. Ours runs before all other hooks, so pages of the policy can read these answers, too.',
      fix: 'Leave hook out, if pages of these origins may read errors of the earlier hooks.',
    },
  };
}
