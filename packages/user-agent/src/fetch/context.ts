import type { CookieStore } from '../cookies/cookie-store.ts';
import type { HttpCache } from '../http-cache/http-cache.ts';
import type { Recorder } from '../trace/recorder.ts';
import type { Limits, Transport } from '../transport/transport.ts';
import type { PreflightCache } from './preflight-cache.ts';
import type { FetchRequest } from './request.ts';
import type { FetchResult } from './response.ts';

/** What all steps of one fetch share: the agent's stores, and this call's signal and recorder. */
export interface FetchContext {
  readonly transport: Transport;
  readonly preflightCache: PreflightCache;
  /** `null` where the agent is to ask the server each time. */
  readonly httpCache: HttpCache | null;
  readonly cookies: CookieStore;
  readonly limits: Limits;
  readonly userAgent: string;
  readonly recorder: Recorder;
  /** Where a redirect begins anew: the main fetch, which cannot be imported from below itself. */
  readonly mainFetch: (
    context: FetchContext,
    request: FetchRequest,
    recursive: boolean,
  ) => Promise<FetchResult>;
  /** The caller's signal and the time limit together. */
  readonly signal: AbortSignal;
  /** The time limit alone. */
  readonly deadline: AbortSignal;
}
