/** Where a command writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether escape sequences show as colours there. */
  readonly color: boolean;
}

/** The browser lets the page have the response; it does not; nobody can say. */
export const exitStatus = { allowed: 0, blocked: 1, trouble: 2 } as const;

/** Whether to colour: what the environment says, else whether it is a terminal. (https://no-color.org, https://force-color.org) */
export function wantsColor(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (env['NO_COLOR'] || env['TERM'] === 'dumb') return false;
  return isTerminal;
}
