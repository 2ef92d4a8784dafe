import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { type Meter, metrics } from '@opentelemetry/api';
import {
  type DecisionEvent,
  type DecisionMetricsOptions,
  createDecisionMetrics,
  decisionChannel,
} from '@routecors/core';

/** How metrics are made. */
export interface CorsMetricsOptions extends DecisionMetricsOptions {
  /** Where to. Without it, the global meter provider's, which has to be set before. */
  readonly meter?: Meter;
}

/**
 * Counts every CORS decision of this process with OpenTelemetry, by route pattern, kind, outcome and
 * reason, and the preflights that `maxAge` would save. Call it once, after the SDK has started.
 *
 * @returns ends it
 * @throws RangeError if `maxAge` is no whole number from 1 to 86400
 */
export function recordCorsMetrics({
  meter = metrics.getMeter('@routecors/nestjs'),
  ...options
}: CorsMetricsOptions = {}): () => void {
  const record = createDecisionMetrics(meter, options);
  const listener = (event: unknown): void => record(event as DecisionEvent);
  subscribe(decisionChannel, listener);
  return () => {
    unsubscribe(decisionChannel, listener);
  };
}
