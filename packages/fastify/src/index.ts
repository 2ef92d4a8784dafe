import { corsPlugin } from './plugin.ts';

export { corsPlugin };
export default corsPlugin;
export { corsFrameworkErrors } from './framework-errors.ts';
export type { CorsPluginOptions, RouteCorsOptions } from './options.ts';
export {
  type CorsIssue,
  type CorsIssueCode,
  type CorsOptions,
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
