import {
  type FailedStep,
  type Fix,
  type TraceStep,
  createUserAgent,
  rootCauseOf,
} from '@routecors/user-agent';

import { findHints } from '../../../../packages/cli/src/hints/find-hints.ts';
import type { Hint } from '../../../../packages/cli/src/hints/hint.ts';
import { curlCommand } from './curl-command.ts';
import { parseHeads, readHeader } from './parse-heads.ts';
import { PasteError, checkLength } from './paste-error.ts';
import { type PastedTransport, createPastedTransport } from './pasted-transport.ts';
import type { Question } from './question.ts';

/** What a browser makes of what was pasted. */
export type Verdict = {
  readonly steps: readonly TraceStep[];
  /** What works today and will hurt tomorrow, as `routecors check` says it. */
  readonly hints: readonly Hint[];
  /** What was pasted and not looked at. */
  readonly note?: string;
} & (
  | { readonly outcome: 'readable' }
  | {
      readonly outcome: 'blocked';
      /** What to know first: the cause, where the failing step is only what shows of it. */
      readonly message: string;
      readonly fix: Fix;
      readonly failed: FailedStep;
    }
  | {
      readonly outcome: 'unanswered';
      readonly during: 'preflight' | 'actual';
      readonly method: string;
      /** Asks the server for what is missing. */
      readonly command: string;
    }
);

/** Goes through the steps of the Fetch standard, with the pasted answers. Throws a {@link PasteError} on what cannot be read. */
export async function judge(question: Question): Promise<Verdict> {
  const { url, method, credentials } = question;
  if (url.trim() === '')
    throw new PasteError('URL is blank. Write the address that the page calls.');
  if (!URL.canParse(url.trim()))
    throw new PasteError(
      `URL is ${JSON.stringify(url)}. Write it whole: https://api.example/items`,
    );
  const pasted = createPastedTransport(
    parseHeads("The preflight's answer", question.preflight),
    parseHeads('The response', question.response),
  );
  const agent = agentOf(question, pasted);
  const { trace } = await agent.attempt(url.trim(), {
    method: method.trim(),
    headers: headersOf(question.headers),
    credentials,
  });
  const missing = pasted.missing();
  // What fails for want of an answer is no failure of the server's.
  const known =
    missing === undefined
      ? trace
      : {
          ...trace,
          failed: null,
          steps: trace.steps.filter(({ outcome }) => outcome === 'passed'),
        };
  const isIgnored = question.preflight.trim() !== '' && !pasted.isPreflighted();
  const about = {
    steps: known.steps,
    hints: findHints(known),
    ...(isIgnored ? { note: 'No preflight is due here: its answer was not looked at.' } : {}),
  };
  if (missing !== undefined) {
    const { during, request } = missing;
    const command = curlCommand(request);
    return { ...about, outcome: 'unanswered', during, method: request.method, command };
  }
  const { failed } = trace;
  if (failed === null) return { ...about, outcome: 'readable' };
  const { message, fix } = rootCauseOf(trace) ?? failed;
  return { ...about, outcome: 'blocked', message, fix, failed };
}

function agentOf({ origin, browser }: Question, { transport }: PastedTransport) {
  try {
    return createUserAgent({ origin: origin.trim(), browser, transport });
  } catch (error) {
    throw new PasteError(`The page's origin: ${(error as Error).message}`);
  }
}

function headersOf(text: string): [string, string][] {
  checkLength('Headers', text);
  return text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [readHeader('Headers', line, index + 1)]));
}
