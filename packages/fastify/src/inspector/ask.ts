/** A page in a browser, as far as the inspector needs one: what `createUserAgent` of `@routecors/user-agent` makes. */
export interface InspectorAgent {
  readonly attempt: (
    url: string,
    init: {
      readonly method: string;
      readonly headers: Record<string, string>;
      readonly credentials: 'include' | 'omit';
    },
  ) => Promise<{ readonly trace: InspectorTrace }>;
}

/** What of a trace the page shows. */
export interface InspectorTrace {
  readonly outcome: 'readable' | 'opaque' | 'blocked';
  readonly steps: readonly InspectorStep[];
}

/** One step of it. */
export interface InspectorStep {
  readonly step: string;
  readonly during: string;
  readonly outcome: 'passed' | 'failed';
  readonly message: string;
  readonly fix?: { readonly routecors: string };
  readonly exchange?: { readonly explanation?: string };
}

/** A page of `origin` that can call this server. */
export type CreateInspectorAgent = (origin: string) => InspectorAgent;

/** What the page wants to know, unchecked. */
export interface Question {
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  /** Lines of `name: value`, with `;` between them. */
  readonly headers: string;
  readonly credentials: boolean;
}

/** The shape of a question, for Fastify's own validation. */
export const questionSchema = {
  type: 'object',
  required: ['origin', 'method', 'path', 'headers', 'credentials'],
  properties: {
    origin: { type: 'string', maxLength: 300 },
    method: { type: 'string', maxLength: 30 },
    path: { type: 'string', pattern: '^/', maxLength: 2000 },
    headers: { type: 'string', maxLength: 2000 },
    credentials: { type: 'boolean' },
  },
} as const;

/** Sends a request as a page of another origin would, and tells each step. */
export async function ask(
  create: CreateInspectorAgent,
  host: string,
  { origin, method, path, headers, credentials }: Question,
): Promise<object> {
  try {
    const { trace } = await create(origin).attempt(`http://${host}${path}`, {
      method,
      headers: headersOf(headers),
      credentials: credentials ? 'include' : 'omit',
    });
    return {
      outcome: trace.outcome,
      steps: trace.steps.map(({ step, during, outcome, message, fix, exchange }) => ({
        step,
        during,
        outcome,
        message,
        fix: fix?.routecors,
        explanation: exchange?.explanation,
      })),
    };
  } catch (error) {
    // Such as an origin that no browser would send.
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split(';').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return colon < 0
        ? [line.trim(), '']
        : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
  );
}
