/** Where a command writes to. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether escape sequences show as colours there. */
  readonly color: boolean;
}

/** The browser lets the page have the response; it does not; nobody can say. */
export const exitStatus = { allowed: 0, blocked: 1, trouble: 2 } as const;
