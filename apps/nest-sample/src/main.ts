import { createUpstream } from 'fastify-sample/upstream';

import { createSample } from './app.ts';

const pageOrigins = (process.env['PAGE_ORIGINS'] ?? 'http://localhost:4000').split(',');
const partnerOrigin = process.env['PARTNER_ORIGIN'] ?? 'https://partner.example';
/** A file, or the URL of a PostgreSQL or a Redis. */
const tenants = process.env['TENANTS'];
const platform = process.env['PLATFORM'] === 'fastify' ? 'fastify' : 'express';

const upstream = createUpstream();
const upstreamAddress = await upstream.listen({ port: 0, host: '127.0.0.1' });
const app = await createSample({
  platform,
  pageOrigins,
  partnerOrigin,
  upstream: upstreamAddress,
  ...(tenants && { tenants }),
  logger: true,
});
await app.listen(Number(process.env['PORT'] ?? 3000), 'localhost');

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void Promise.all([app.close(), upstream.close()]));
}
