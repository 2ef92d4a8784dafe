import { type Report, show } from './issue.ts';
import { nearestName } from './nearest-name.ts';
import { optionNames } from './options.ts';

/** Options that people bring along, and why they are not needed. */
const needlessOptions: ReadonlyMap<string, string> = new Map([
  [
    'preflight',
    'every preflight of a route is answered, and other OPTIONS requests are left alone.',
  ],
  ['strictPreflight', 'an OPTIONS request that is no preflight reaches your own handler.'],
  [
    'preflightContinue',
    'an OPTIONS request that is no preflight goes on by itself. For a path that does its own CORS, leave it outside the registration (Fastify) or make it handsOff (Nest).',
  ],
  ['hideOptionsRoute', 'there is no OPTIONS route that could be shown.'],
  ['hook', 'preflights are answered before every other hook, and headers are added last.'],
  ['logLevel', "a denial is written once, to the framework's own log, whose level counts."],
  ['keepHeadersOnError', 'errors carry the headers, too.'],
  [
    'privateNetworkAccess',
    'no browser asks for that header any more: it asks the visitor for permission.',
  ],
  [
    'allowPrivateNetwork',
    'no browser asks for that header any more: it asks the visitor for permission.',
  ],
  [
    'delegator',
    'a route says its own policy, and an origin function sees the request. A function that chooses all options for each request has no equivalent, since boot could check none of them.',
  ],
]);

/** What other libraries call an option, where the spelling alone does not tell. */
const otherNames: ReadonlyMap<string, (typeof optionNames)[number]> = new Map([
  ['allowMethods', 'methods'],
  ['allowedMethods', 'methods'],
  ['allowOrigin', 'origin'],
  ['allowOrigins', 'origin'],
  ['allowedOrigins', 'origin'],
  ['whitelist', 'origin'],
  ['headers', 'allowedHeaders'],
  ['optionsSuccess', 'optionsSuccessStatus'],
]);

/** Reports a key that is no option: what it was for elsewhere, or which one was meant. */
export function reportUnknownKey(
  name: string,
  value: unknown,
  path: string,
  otherKeys: readonly string[],
  report: Report,
): void {
  const needless = needlessOptions.get(name);
  if (needless !== undefined) {
    report({
      code: 'unknown-key',
      path: `${path}.${name}`,
      value,
      message: `${show(name)} is an option of another CORS library, and needless here: ${needless}`,
      hint: 'Remove it.',
    });
    return;
  }
  const nearest = otherNames.get(name) ?? nearestName(name, [...optionNames, ...otherKeys]);
  report({
    code: 'unknown-key',
    path: `${path}.${name}`,
    value,
    message: `${show(name)} is no option.`,
    hint: nearest ? `Write '${nearest}'.` : `Remove it; the options are ${optionNames.join(', ')}.`,
  });
}
