import type { HttpServer } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';

import type { Version } from './declared-route.ts';
import type { CorsRequest } from './options.ts';

type Filter = Parameters<HttpServer<CorsRequest>['applyVersionFilter']>;

/**
 * Makes the test of whether a request is for a version that is not in the path. It is the adapter's
 * own, with a probe in place of the handler: which header, which part of the media type and whose
 * extractor is then Nest's affair.
 */
export function createVersionFilter(
  adapter: HttpServer<CorsRequest>,
  config: ApplicationConfig,
  version: Version | undefined,
): (request: CorsRequest) => boolean {
  const versioning = config.getVersioning();
  if (version === undefined || versioning === undefined) return () => true;
  const probe = (() => true) as unknown as Filter[0];
  const filter = adapter.applyVersionFilter(probe, version as Filter[1], versioning);
  return (request) => {
    try {
      const isServed: unknown = filter(request, undefined, () => false);
      return isServed === true;
    } catch {
      // A custom extractor threw. It will again for Nest, which answers with an error.
      return false;
    }
  };
}
