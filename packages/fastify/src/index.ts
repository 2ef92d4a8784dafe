import { corsPlugin } from './plugin.ts';

export { corsPlugin };
export default corsPlugin;
export { corsFrameworkErrors } from './framework-errors.ts';
export type { CorsPluginOptions } from './options.ts';
export {
  type CorsIssue,
  type CorsIssueCode,
  type CorsOptions,
  CorsPolicyError,
  type CorsRoute,
  type Decision,
  type OriginFunction,
  type Reason,
  type RouteCorsOptions,
  explain,
} from '@routecors/core';
