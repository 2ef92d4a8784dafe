import { serializeOrigin } from '@routecors/core';

import type { BrowserOption, DeviationName } from './browsers/deviation.ts';
import { watch } from './browsers/watch.ts';
import type { FetchContext } from './fetch/context.ts';
import { type FilteredResponse, filterResponse } from './fetch/filtered-response.ts';
import { mainFetch } from './fetch/main-fetch.ts';
import {
  type Client,
  type FetchInit,
  constructRequest,
  inputUrl,
} from './fetch/request-constructor.ts';
import { type FetchRequest, withoutFragment } from './fetch/request.ts';
import type { FetchResult } from './fetch/response.ts';
import { pageResponse } from './page-response.ts';
import { fixCaller } from './trace/fix.ts';
import { type Recorder, createRecorder } from './trace/recorder.ts';
import type { Trace } from './trace/trace.ts';

/** How one fetch ended: with a response for the page, or with the error that it gets instead. */
export type Outcome =
  | { readonly response: Response; readonly error: null; readonly trace: Trace }
  | { readonly response: null; readonly error: unknown; readonly trace: Trace };

/** What outlives a single fetch. */
export type Agent = Pick<
  FetchContext,
  'cookies' | 'httpCache' | 'limits' | 'preflightCache' | 'transport' | 'userAgent'
>;

/** The page that calls, and the browser that it is in. */
export interface Visitor extends Omit<Client, 'deviates'> {
  readonly browser: BrowserOption;
  readonly deviations: ReadonlySet<DeviationName>;
}

/**
 * One call of `fetch`, from the page's arguments to what the page gets.
 *
 * @see Fetch, section 5.6 "Fetch methods"
 */
export async function attemptFetch(
  agent: Agent,
  client: Visitor,
  input: string | URL | Request,
  init: FetchInit,
): Promise<Outcome> {
  const recorder = createRecorder();
  const { deviates, noted } = watch(client.deviations);
  const caller = callerSignal(input, init);
  const deadline = AbortSignal.timeout(agent.limits.time);
  const signal = caller === null ? deadline : AbortSignal.any([caller, deadline]);

  let request: FetchRequest;
  try {
    request = await constructRequest({ ...client, deviates }, input, init);
  } catch (error) {
    return invalid(recorder, client, input, error);
  }
  const result = await mainFetch(
    { ...agent, mainFetch, recorder, signal, deadline },
    request,
    false,
  );
  const about = {
    method: request.method,
    url: withoutFragment(request.urlList[0]),
    origin: serializeOrigin(client.origin),
    mode: request.mode,
    credentials: request.credentials,
    browser: client.browser,
  };
  if (result.kind === 'network-error') {
    const trace = recorder.finish({ ...about, deviations: noted(), outcome: 'blocked' });
    // The page's own reason wins over ours. (Fetch, "fetch(input, init)", "abort")
    const error = caller?.aborted === true ? (caller.reason as unknown) : failure(trace);
    return { response: null, error, trace };
  }
  const filtered = filter(recorder, request, result);
  const isReadable = filtered.type === 'basic' || filtered.type === 'cors';
  const trace = recorder.finish({
    ...about,
    deviations: noted(),
    outcome: isReadable ? 'readable' : 'opaque',
  });
  return { response: pageResponse(filtered), error: null, trace };
}

/** A `signal` of its own in `init` counts even where it is `null`. (Fetch, "new Request(input, init)", steps 29 and 30) */
function callerSignal(input: string | URL | Request, init: FetchInit): AbortSignal | null {
  if (init.signal !== undefined) return init.signal;
  return input instanceof Request ? input.signal : null;
}

/** (Fetch, "main fetch", step 14) */
function filter(
  recorder: Recorder,
  request: FetchRequest,
  result: Exclude<FetchResult, { kind: 'network-error' }>,
): FilteredResponse {
  const url = withoutFragment(result.urlList.at(-1) ?? request.urlList[0]);
  const { filtered, verdict } = filterResponse(request, result, result.tainting);
  recorder.record('filtered-response', { during: 'actual', url }, verdict);
  return filtered;
}

/** A page's error says no more than "Failed to fetch"; outside of one there is nobody to hide the reason from. */
function failure(trace: Trace): TypeError {
  return new TypeError(`Failed to fetch: ${trace.failed?.message ?? 'network error'}`);
}

/** Arguments that no request can be made of. */
function invalid(
  recorder: Recorder,
  client: Visitor,
  input: string | URL | Request,
  error: unknown,
): Outcome {
  const url = inputUrl(input);
  const message = error instanceof Error ? error.message : String(error);
  recorder.record(
    'request-constructor',
    { during: 'actual', url },
    {
      ok: false,
      clause: 'Fetch, "new Request(input, init)"',
      code: 'request-invalid',
      message,
      fix: fixCaller('Mend the arguments of fetch().'),
    },
  );
  const origin = serializeOrigin(client.origin);
  const about = {
    method: 'GET',
    url,
    origin,
    mode: 'cors',
    credentials: 'same-origin',
    browser: client.browser,
    deviations: [],
  } as const;
  return { response: null, error, trace: recorder.finish({ ...about, outcome: 'blocked' }) };
}
