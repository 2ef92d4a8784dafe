import {
  CorsPolicyError,
  type CorsIssue,
  createResolver,
  emptyDraft,
  prepareOptions,
} from '@routecors/core';

/** What boot would say of options. */
export interface BootProblems {
  readonly issues: readonly CorsIssue[];
  readonly warnings: readonly CorsIssue[];
}

/** Asks boot's own checks. Paths begin with `options`. */
export async function bootProblems(value: object): Promise<BootProblems> {
  await prepareOptions([value]);
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path: 'options', value }));
  const { report } = resolver;
  try {
    report.finish();
    return { issues: [], warnings: report.warnings };
  } catch (error) {
    if (!(error instanceof CorsPolicyError)) throw error;
    return { issues: error.issues, warnings: report.warnings };
  }
}
