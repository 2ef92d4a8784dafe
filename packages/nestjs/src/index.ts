export { CorsModule } from './cors-module.ts';
export { Cors } from './cors-decorator.ts';
export { CorsInspector } from './cors-inspector.ts';
export { CorsReloader } from './cors-reloader.ts';
export { ForeignRequestException } from './foreign-request-exception.ts';
export { corsDecision } from './cors-decision.ts';
export { corsFrameworkErrors } from './framework-errors.ts';
export { handsOff } from './options.ts';
export type {
  CorsDecoratorOptions,
  CorsModuleAsyncOptions,
  CorsModuleOptions,
  CorsOptionsFactory,
  CorsRequest,
} from './options.ts';
export {
  type CorsIssue,
  type CorsIssueCode,
  CorsPolicyError,
  type CorsRoute,
  type Decision,
  type DecisionEvent,
  type OriginFunction,
  type OriginList,
  type OriginListStatus,
  type PathParams,
  type Reason,
  type RouteTarget,
  explain,
  originsFrom,
} from '@routecors/core';
