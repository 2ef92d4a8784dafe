import type { BrowserOption, CredentialsMode } from '@routecors/user-agent';

/** What a person knows of the call that failed, as the form has it. */
export interface Question {
  readonly url: string;
  /** The page's. */
  readonly origin: string;
  readonly method: string;
  /** What page script sets, a line each. */
  readonly headers: string;
  readonly credentials: CredentialsMode;
  readonly browser: BrowserOption;
  /** The server's answer to the preflight, as `curl -i` prints it; blank where nobody asked. */
  readonly preflight: string;
  /** The answer to the request itself, those after redirects below it. */
  readonly response: string;
}

export const emptyQuestion: Question = Object.freeze({
  url: '',
  origin: '',
  method: 'GET',
  headers: '',
  credentials: 'same-origin',
  browser: 'standard',
  preflight: '',
  response: '',
});
