/**
 * The core of routecors: options → policy → compiled policy → decision → headers. It knows no
 * framework and no platform; adapters translate a request in and headers out.
 */

// The vocabulary: what the standards call things, and their rules.
export {
  type OpaqueOrigin,
  type Origin,
  type TupleOrigin,
  defaultPort,
  isSameOrigin,
  isSpecialScheme,
  originOfUrl,
  parseOrigin,
  serializeOrigin,
} from './fetch/origin.ts';
export { hostKind, isLoopback } from './fetch/host.ts';
export { registrableDomain, usePublicSuffixList } from './fetch/public-suffix.ts';
export { publicSuffixDate } from './fetch/public-suffix-table.ts';
export {
  isForbiddenMethod,
  isMethod,
  isSafelistedMethod,
  normalizeMethod,
} from './fetch/method.ts';
export {
  isForbiddenRequestHeader,
  isForbiddenResponseHeader,
  isHeaderName,
  isNonWildcardRequestHeader,
  isSafelistedRequestHeaderName,
  isSafelistedResponseHeader,
} from './fetch/header-name.ts';
export { type HeaderList, parseHeaderList } from './fetch/header-list.ts';
export { type RequestHead, isPreflight } from './fetch/cors-request.ts';
export { pathOf } from './fetch/request-target.ts';
export {
  type PathParams,
  type RouteTarget,
  hostName,
  noParams,
  pathParams,
} from './fetch/route-target.ts';
export { type Provenance, provenanceOf } from './fetch/provenance.ts';

// Options → policy.
export type {
  CorsOptions,
  CredentialedOriginOption,
  OriginEntry,
  OriginFunction,
  OriginOption,
  RouteCorsOptions,
  ScopeCorsOptions,
} from './policy/options.ts';
export {
  type OriginList,
  type OriginListEntry,
  type OriginListFollower,
  type OriginListStatus,
  type PreparedEntries,
  isOriginList,
  maxShownProblems,
  originListMark,
} from './policy/origin-list.ts';
export { type CorsIssue, type CorsIssueCode, type Report, show } from './policy/issue.ts';
export { prepareOptions } from './policy/prepare-options.ts';
export { nearestName } from './policy/nearest-name.ts';
export { originsFrom } from './policy/origins-from.ts';
export { CorsPolicyError, describeIssue } from './policy/cors-policy-error.ts';
export type { BootReport } from './policy/boot-report.ts';
export type { Level } from './policy/level.ts';
export { type Draft, emptyDraft } from './policy/draft.ts';
export { type Policy, type PrintedPolicy, printPolicy } from './policy/policy.ts';

// Policy → compiled policy.
export type { CompiledPolicy } from './compile/compiled-policy.ts';
export { type ResolvedPolicy, type Resolver, createResolver } from './compile/resolver.ts';
export { type CorsRoute, sortRoutes } from './compile/cors-route.ts';
export type { HostConstraint, TableRoute } from './compile/table-route.ts';
export { type OpenLists, createOpenLists } from './compile/open-lists.ts';
export { mayOverlap } from './compile/path-overlap.ts';
export type { PathEntry, PathRouter } from './compile/path-table.ts';
export {
  type FastifyRouterOptions,
  fastifyRouterOptions,
} from './compile/fastify-router-options.ts';
export { createStaticFirstRouter } from './compile/static-first-router.ts';
export type { PreflightTarget } from './compile/preflight-target.ts';
export { type RouteTable, createRouteTable, describeRoutes } from './compile/route-table.ts';
export { type MethodGrant, grantMethods, grantMissing, notRouted } from './compile/method-grant.ts';

// Compiled policy → decision.
export type {
  ActualDecision,
  Decision,
  ForeignDecision,
  PreflightDecision,
} from './decide/decision.ts';
export {
  type AllowedReason,
  type DeniedReason,
  type Reason,
  isServerFault,
} from './decide/reason.ts';
export { decideActual } from './decide/decide-actual.ts';
export { decidePreflight } from './decide/decide-preflight.ts';
export { decideForeign, isForeign, isOwnPage, mayBeForeign } from './decide/decide-foreign.ts';
export { explain } from './decide/explain.ts';

// Decision → what operators see.
export { type CountedDenial, type Denial, denialOf, noRoute } from './watch/denial.ts';
export { type DenialLog, type DenialSummary, createDenialLog } from './watch/denial-log.ts';
export { type LineAllowance, createLineAllowance } from './watch/line-allowance.ts';
export { type DecisionEvent, decisionChannel } from './watch/decision-event.ts';
export {
  type DecisionCounter,
  type DecisionMeter,
  type DecisionMetricsOptions,
  createDecisionMetrics,
} from './watch/decision-metrics.ts';
export { decideShadow, decideShadowPreflight, isDifferent } from './watch/decide-shadow.ts';
export {
  type WatchLine,
  type WatchSink,
  type WatchedRoute,
  type Watcher,
  createWatcher,
} from './watch/watcher.ts';

// Decision → headers.
export { cacheControl } from './headers/cache-control.ts';
export { toHeaders } from './headers/to-headers.ts';
export { preflightStatus } from './headers/preflight-status.ts';
export {
  type GuardedResponse,
  guardResponse,
  guardedDecision,
  prepareGuard,
} from './headers/guard-response.ts';
