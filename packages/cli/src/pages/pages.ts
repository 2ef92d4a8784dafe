import type { CorsIssueCode, Reason } from '@routecors/core';

import { listPages } from './list-pages.ts';
import { optionPages } from './option-pages.ts';
import { originPages } from './origin-pages.ts';
import type { Page } from './page.ts';
import { reasonPages } from './reason-pages.ts';
import { trustPages } from './trust-pages.ts';

/** A page for every code that boot names: one that is missing does not compile. */
export const issuePages: Readonly<Record<CorsIssueCode, Page>> = {
  ...optionPages,
  ...originPages,
  ...trustPages,
  ...listPages,
};

/** The page of a code or a reason. `origin-null` is both: boot's comes first, and names the same cause. */
export function pageOf(name: string): Page | undefined {
  const pages: Readonly<Record<string, Page>> = { ...reasonPages, ...issuePages };
  return Object.hasOwn(pages, name) ? pages[name] : undefined;
}

/** Every code and every reason. */
export const pageNames: readonly (CorsIssueCode | Reason)[] = [
  ...new Set([...Object.keys(issuePages), ...Object.keys(reasonPages)]),
] as (CorsIssueCode | Reason)[];
