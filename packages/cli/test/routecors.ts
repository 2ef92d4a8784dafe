import { run } from '../src/run.ts';

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function routecors(...args: string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    color: false,
  };
  const status = await run(args, terminal);
  return { status, out, err };
}

export const from: readonly string[] = ['--from', 'https://app.example'];
