import { type Answer, corsOf } from '../answer.ts';
import type { Ask } from '../asks.ts';

const log = { level: 'silent', isLevelEnabled: () => false };

/** What hooks use of a request, Fastify's or Node's. */
export class FakeRequest {
  readonly raw: Ask;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly routeOptions: { readonly config: object };
  readonly log = log;
  corsPreflightEnabled = true;
  corsDecision = null;
  constructor(ask: Ask, routeOptions: { readonly config: object }) {
    this.raw = ask;
    this.method = ask.method;
    this.headers = ask.headers;
    this.routeOptions = routeOptions;
  }
}

/** What hooks use of Fastify's reply, and middleware of Node's response. As those do, it holds its request. */
export class FakeReply {
  readonly request: FakeRequest;
  statusCode = 200;
  readonly headers: Record<string, string> = {};
  readonly raw = new FakeResponse();
  constructor(request: FakeRequest) {
    this.request = request;
  }
  header(name: string, value: string): this {
    this.headers[name.toLowerCase()] = value;
    return this;
  }
  setHeader(name: string, value: string): this {
    return this.header(name, value);
  }
  getHeader(name: string): string | undefined {
    return this.headers[name.toLowerCase()];
  }
  hasHeader(name: string): boolean {
    return this.headers[name.toLowerCase()] !== undefined;
  }
  code(status: number): this {
    this.statusCode = status;
    return this;
  }
  status(status: number): this {
    return this.code(status);
  }
  send(): this {
    return this;
  }
  end(): void {
    // What ends here has been answered.
  }
}

class FakeResponse {
  writeHead(): this {
    return this;
  }
}

export function answerOfReply({ statusCode, headers }: FakeReply): Answer {
  return { status: statusCode, headers: corsOf(Object.entries(headers)) };
}

export function done(error?: unknown): void {
  if (error !== undefined) throw error as Error;
}
