import { isLoopback } from '@routecors/core';

import type { Report } from '../report.ts';
import { type Answered, elementsOf, valuesOf } from './exchanges.ts';
import type { Hint } from './hint.ts';

/** What there is to say of the headers that preflight and response share. */
export function originHints(answer: Answered, trace: Report['trace']): Hint[] {
  return [...doubled(answer), ...trust(answer, trace), ...loopback(answer, trace), ...vary(answer)];
}

const single = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-max-age',
];

function doubled({ headers, during }: Answered): Hint[] {
  const names = [...new Set(headers.map(([name]) => name.toLowerCase()))].filter((name) =>
    name.startsWith('access-control-'),
  );
  return names.flatMap((name): Hint[] => {
    const values = valuesOf(headers, name);
    const where = during === 'preflight' ? 'the preflight response' : 'the response';
    if (single.includes(name) && values.length > 1) {
      return [
        {
          code: 'doubled-header',
          message: `${name} stands ${values.length} times in ${where}: two layers (application and proxy?) each add it. One has to go.`,
        },
      ];
    }
    if (values.some((value) => value === '')) {
      return [
        { code: 'blank-header', message: `${name} is blank in ${where}: leave it out instead.` },
      ];
    }
    return [];
  });
}

function trust({ headers }: Answered, trace: Report['trace']): Hint[] {
  const [origin] = valuesOf(headers, 'access-control-allow-origin');
  const credentials = valuesOf(headers, 'access-control-allow-credentials')[0];
  const hints: Hint[] = [];
  if (origin === '*' && credentials === 'true') {
    hints.push({
      code: 'wildcard-with-credentials',
      message:
        'Access-Control-Allow-Origin: * together with Access-Control-Allow-Credentials: true: the two exclude each other, and requests with cookies fail.',
    });
  }
  if (credentials !== undefined && credentials !== 'true' && credentials !== '') {
    hints.push({
      code: 'credentials-ignored',
      message: `Access-Control-Allow-Credentials: ${JSON.stringify(credentials)} does nothing: it is "true" or left out.`,
    });
  }
  if (origin === 'null' && trace.origin === 'null') {
    hints.push({
      code: 'null-allowed',
      message: 'The origin null is allowed: any sandboxed frame of any site has it.',
    });
  }
  return hints;
}

/** `localhost` and 127.0.0.1 are one machine and two origins. */
function loopback({ headers }: Answered, { origin }: Report['trace']): Hint[] {
  const [allowed] = valuesOf(headers, 'access-control-allow-origin');
  if (allowed === undefined || allowed === origin) return [];
  if (!URL.canParse(allowed) || !URL.canParse(origin)) return [];
  const [theirs, ours] = [new URL(allowed), new URL(origin)];
  if (!isLoopback(theirs.hostname) || !isLoopback(ours.hostname)) return [];
  if (theirs.hostname === ours.hostname) return [];
  return [
    {
      code: 'loopback-names',
      message: `${theirs.hostname} and ${ours.hostname} are one machine, and two origins: open the page under the name that the server knows, or allow both.`,
    },
  ];
}

/** A shared cache keeps one answer for all origins where the answer does not say that it varies. (Fetch, "CORS protocol and HTTP caches") */
function vary({ headers, during, isCors }: Answered): Hint[] {
  const [origin] = valuesOf(headers, 'access-control-allow-origin');
  const varies = elementsOf(headers, 'vary');
  const dependsOnOrigin = origin !== undefined && origin !== '*' && origin !== '';
  const isStored = !elementsOf(headers, 'cache-control').includes('no-store');
  if (!isCors || !dependsOnOrigin || !isStored || during === 'preflight') return [];
  if (varies.includes('origin') || varies.includes('*')) return [];
  return [
    {
      code: 'vary-missing',
      message: `Access-Control-Allow-Origin names one origin, and Vary does not say Origin: a cache would hand this very response to pages of other origins, which then fail. Send Vary: Origin${varies.length === 0 ? '' : ` beside ${varies.join(', ')}`}.`,
    },
  ];
}
