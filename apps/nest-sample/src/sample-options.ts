/** Who may call the sample, whom it calls, and what it runs on. */
export interface SampleOptions {
  readonly platform: 'express' | 'fastify';
  /** The origins of our own pages, such as `https://app.example`. */
  readonly pageOrigins: readonly string[];
  /** The origin of a partner's page, which may read the report and nothing else. */
  readonly partnerOrigin: string;
  /** The address of somebody else's API, which does not know our pages. */
  readonly upstream: string;
  /** Where the origins of our tenants' pages are: a file, or the URL of a store. Default: `tenants.json`. */
  readonly tenants?: string;
  readonly logger?: boolean;
}
