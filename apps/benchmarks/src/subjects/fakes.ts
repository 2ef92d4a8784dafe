import { type Answer, corsOf } from '../answer.ts';
import type { Ask } from '../asks.ts';

const log = {
  level: 'silent',
  isLevelEnabled: () => false,
  debug: () => {},
  warn: () => {},
  error: () => {},
};

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

type Headers = Readonly<Record<string, string>>;

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
    this.raw.writeHead(this.statusCode, this.headers);
    return this;
  }
  end(): void {
    this.send();
  }
}

/** Node's response below it: it keeps the head that leaves. */
class FakeResponse {
  status = 0;
  headers: Headers = nothing;
  writeHead(status: number, headers: Headers): this {
    this.status = status;
    this.headers = headers;
    return this;
  }
  getHeaderNames(): readonly string[] {
    return noNames;
  }
}

const nothing: Headers = {};
const noNames: readonly string[] = [];

export function answerOfReply({ raw: { status, headers } }: FakeReply): Answer {
  return { status, headers: corsOf(Object.entries(headers)) };
}

export function done(error?: unknown): void {
  if (error !== undefined) throw error as Error;
}
