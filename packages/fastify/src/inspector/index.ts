import { corsInspector } from './plugin.ts';

export { corsInspector };
export default corsInspector;
export type { CorsInspectorOptions } from './plugin.ts';
export type { CreateInspectorAgent, InspectorAgent, InspectorStep, InspectorTrace } from './ask.ts';
export type { InspectorGuard } from './guard.ts';
