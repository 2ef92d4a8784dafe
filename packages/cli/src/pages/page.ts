/** What there is to know of a code: of a problem that boot refuses or warns of, or of a decision's reason. */
export interface Page {
  /** What it means, and what makes it so. */
  readonly means: string;
  /** Why that is refused, or why a browser does so; with its source where there is one. */
  readonly why: string;
  readonly wrong?: Example;
  readonly right?: Example;
}

/** Options of a registration, and a route's own level where it takes one: expressions of JavaScript. Else code as it stands in a file. */
export type Example =
  | { readonly options: string; readonly route?: string }
  | { readonly code: string };

/** Options alone. */
export const options = (text: string): Example => ({ options: text });
/** Options, and what a route says. */
export const route = (text: string, own: string): Example => ({ options: text, route: own });
/** What stands in a file. */
export const code = (text: string): Example => ({ code: text });
