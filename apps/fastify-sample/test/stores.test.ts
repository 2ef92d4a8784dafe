import type { FastifyInstance } from 'fastify';
import { afterAll, describe, expect, test } from 'vitest';

import { run } from '../../../packages/cli/src/run.ts';
import {
  createPostgres,
  hasPostgres,
  runSql,
} from '../../../packages/origins/test/support/postgres.ts';
import {
  createRedis,
  hasRedis,
  redisCommand,
} from '../../../packages/origins/test/support/redis.ts';
import type { Store } from '../../../packages/origins/test/support/store.ts';
import { createSample } from '../src/app.ts';

// What the README says of `TENANTS=postgres://…` and `TENANTS=redis://…`.
const acme = 'https://app.acme.example';
const umbrella = 'https://umbrella.example';
let store: Store | undefined;
afterAll(() => store?.remove());

async function expectTenants(
  tenants: string,
  add: (tenant: string, origin: string) => Promise<unknown>,
): Promise<void> {
  await add('acme', acme);
  const app: FastifyInstance = createSample({
    pageOrigins: ['https://app.example'],
    partnerOrigin: 'https://partner.example',
    upstream: 'http://127.0.0.1:1',
    tenants,
  });
  const ask = async (tenant: string, origin: string): Promise<boolean> => {
    const url = `/tenants/${tenant}/theme`;
    const { headers } = await app.inject({ url, headers: { origin } });
    return headers['access-control-allow-origin'] === origin;
  };
  expect([await ask('acme', acme), await ask('umbrella', umbrella)]).toEqual([true, false]);
  await add('umbrella', umbrella);
  await expect.poll(() => ask('umbrella', umbrella), { timeout: 20_000 }).toBe(true);
  expect(await ask('umbrella', acme)).toBe(false);
  await app.close();
}

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  test('holds the tenants, in the table that the command line prints', async () => {
    let sql = '';
    const terminal = { out: (text: string) => (sql += text), err: () => undefined, color: false };
    await run(['origins', 'sql', '--table', 'tenants', '--keyed'], terminal);
    const { url } = (store = await started(createPostgres));
    await runSql(url, sql);
    await expectTenants(url, (tenant, origin) =>
      runSql(url, `insert into tenants values ('${tenant}', '${origin}')`),
    );
    await store.remove();
  });
});

describe.skipIf(!hasRedis)('Redis', () => {
  test('holds the tenants, in a set', async () => {
    const { url } = (store = await started(createRedis));
    await expectTenants(url, (tenant, origin) =>
      redisCommand(url, ['SADD', 'tenants', `${tenant} ${origin}`], ['PUBLISH', 'tenants', '']),
    );
    await store.remove();
  });
});

async function started(create: () => Promise<Store>): Promise<Store> {
  const made = await create();
  await made.start();
  return made;
}
