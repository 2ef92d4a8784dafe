import { passed } from '../trace/recorder.ts';
import type { FetchContext } from './context.ts';
import { type FetchRequest, currentUrl } from './request.ts';
import { type FetchResult, networkErrorFor } from './response.ts';

/** `data:` URLs hold their own response. The platform decodes them; nothing goes over a network. (Fetch, "scheme fetch", "data") */
export async function schemeFetch(
  context: FetchContext,
  request: FetchRequest,
): Promise<FetchResult> {
  const at = { during: 'actual', url: 'data:' } as const;
  const clause = 'Fetch, "scheme fetch"';
  try {
    const response = await globalThis.fetch(currentUrl(request).href);
    const body = new Uint8Array(await response.arrayBuffer());
    context.recorder.record(
      'scheme-fetch',
      at,
      passed(clause, 'The response stands in the URL itself.'),
    );
    return {
      kind: 'response',
      status: response.status,
      statusText: response.statusText,
      headers: [...response.headers],
      // (Fetch, "main fetch", step 21)
      body: request.method === 'HEAD' ? null : new Response(body).body,
      urlList: request.urlList,
      tainting: request.responseTainting,
      isOpaqueRedirect: false,
      cached: null,
    };
  } catch {
    const fix = {
      routecors: 'Nothing to set: no server is involved.',
      general: 'Write data:<type>,<data>.',
    };
    context.recorder.record('scheme-fetch', at, {
      ok: false,
      clause,
      code: 'scheme-blocked',
      message: 'The data: URL does not parse.',
      fix,
    });
    return networkErrorFor(request);
  }
}
