import type { BrowserName, BrowserOption, Deviation } from './deviation.ts';
import { preflightDeviations } from './preflight-deviations.ts';
import { redirectDeviations } from './redirect-deviations.ts';
import { responseDeviations } from './response-deviations.ts';

export const browserOptions: readonly BrowserOption[] = [
  'standard',
  'chromium',
  'firefox',
  'webkit',
];

/** The most seconds that a preflight's grant is kept, whatever `Access-Control-Max-Age` says. */
export const maxAgeCaps: Readonly<Record<BrowserOption, number>> = {
  standard: 7_200,
  chromium: 7_200,
  firefox: 86_400,
  webkit: 600,
};

/** What an engine does otherwise; nothing for the standard. */
export function deviationsOf(browser: BrowserOption): readonly Deviation[] {
  return browserDeviations.filter(({ browsers }) => browsers.includes(browser as BrowserName));
}

/**
 * Where engines do not do what the Fetch standard says: the one table that the user agent obeys and
 * that real browsers are compared with.
 */
export const browserDeviations: readonly Deviation[] = [
  ...preflightDeviations,
  ...redirectDeviations,
  ...responseDeviations,
];
