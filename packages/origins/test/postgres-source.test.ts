import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { run } from '../../cli/src/run.ts';
import { type PostgresSourceOptions, createOriginList, postgresSource } from '../src/index.ts';
import { a, b, follow } from './support/follower.ts';
import { createPostgres, hasPostgres, runSql } from './support/postgres.ts';
import { createProxy } from './support/proxy.ts';
import type { Store } from './support/store.ts';

const query = 'select origin from allowed_origins order by origin';
const channel = 'allowed_origins';
const waiting = { timeout: 25_000, interval: 2 };

/** What `routecors origins sql` prints. */
async function printedSql(...options: readonly string[]): Promise<string> {
  let sql = '';
  const terminal = { out: (text: string) => (sql += text), err: () => undefined, color: false };
  expect(await run(['origins', 'sql', ...options], terminal)).toBe(0);
  return sql;
}

/** A list that is told of changes, and never polls unless a test wants it to. */
async function openList(source: PostgresSourceOptions, options: object = {}) {
  const said: string[] = [];
  const list = createOriginList({
    source: postgresSource(source),
    log: { warn: (text) => said.push(text) },
    poll: false,
    debounce: 5,
    backoff: { min: 20, max: 200 },
    ...options,
  });
  const follower = follow(list);
  const close = await list.open();
  return { list, said, follower, close };
}

describe.skipIf(!hasPostgres)('with PostgreSQL', () => {
  let store: Store;
  let pool: Pool;
  const sql = (text: string): Promise<void> => runSql(store.url, text);

  beforeAll(async () => {
    store = await createPostgres();
    await store.start();
  });
  afterAll(() => store?.remove());
  beforeEach(async () => {
    await store.start();
    await sql(`drop schema if exists public cascade; create schema public; ${await printedSql()}`);
    await sql(`insert into allowed_origins values ('${a}')`);
    pool = new Pool({ connectionString: store.url, max: 2 });
    pool.on('error', () => undefined);
  });
  afterEach(() => pool.end());

  test.each(['pool', 'connectionString'] as const)(
    'by a %s: rows are loaded, and followed by the trigger that the command line prints',
    async (by) => {
      const from = by === 'pool' ? { pool } : { connectionString: store.url };
      const { list, said, follower, close } = await openList({ ...from, query, channel });
      expect(follower.last()).toEqual([a]);
      expect(list.name).toBe('allowed_origins');
      await sql(`insert into allowed_origins values ('${b}')`);
      await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
      await sql(`update allowed_origins set origin = 'https://c.example' where origin = '${a}'`);
      await expect.poll(() => follower.last(), waiting).toEqual([b, 'https://c.example']);
      await sql(`delete from allowed_origins where origin = '${b}'`);
      await expect.poll(() => follower.last(), waiting).toEqual(['https://c.example']);
      await sql('truncate allowed_origins');
      await expect.poll(() => follower.last(), waiting).toEqual([]);
      expect(said).toEqual([]);
      await close();
      // What was opened is let go.
      await expect
        .poll(
          async () =>
            (
              await pool.query(
                `select count(*)::int as n from pg_stat_activity where query ilike 'listen%'`,
              )
            ).rows,
          waiting,
        )
        .toEqual([{ n: 0 }]);
    },
  );

  test('the printed SQL can be run again, with other names, and with keys', async () => {
    const names = ['--table', 'Strange "s".it\'s', '--channel', "it's \\ a $$ channel", '--keyed'];
    const printed = await printedSql(...names);
    await sql('create schema "Strange ""s"""');
    await sql(printed);
    await sql(printed);
    const table = '"Strange ""s"""."it\'s"';
    await sql(`insert into ${table} values ('acme', '${a}')`);
    const { list, follower, close } = await openList(
      { pool, query: `select key, origin from ${table}`, channel: "it's \\ a $$ channel" },
      { tenant: () => 'acme' },
    );
    expect(follower.last()).toEqual([{ key: 'acme', origin: a }]);
    await sql(`update ${table} set origin = '${b}'`);
    await expect.poll(() => follower.last(), waiting).toEqual([{ key: 'acme', origin: b }]);
    expect(list.status().version).toBe(2);
    await close();
  });

  test.each<[name: string, query: string, entries: readonly unknown[]]>([
    ['one column of any name', `select '${a}' as address`, [a]],
    ['an origin among others', `select 1 as id, '${a}' as origin`, [a]],
    ['a key that is a number', `select 7 as key, '${a}' as origin`, [{ key: '7', origin: a }]],
    ['a key for some', `select null as key, '${a}' as origin`, [a]],
    ['a row of nothing', 'select null as origin', [null]],
    ['no rows', 'select 1 as x where false', []],
  ])('a query may give %s', async (_, given, entries) => {
    const { follower, close } = await openList({ pool, query: given });
    expect(follower.last()).toEqual(entries);
    await close();
  });

  test.each<[name: string, query: string, says: string]>([
    [
      'other columns',
      'select 1 as id, 2 as host',
      'gives the columns id, host, and none is called',
    ],
    ['a table that is missing', 'select origin from nowhere', 'relation "nowhere" does not exist'],
    ['no SQL', 'selekt', 'syntax error'],
  ])('a query with %s keeps a server from starting', async (_, given, says) => {
    await expect(openList({ pool, query: given, channel })).rejects.toThrow(says);
    await expect.poll(() => pool.totalCount - pool.idleCount, waiting).toBe(0);
  });

  test.each([999, 1000, 1001, 2000, 5000])('%i rows are read in pieces, and all', async (count) => {
    // Whatever ends the query: it is read through a cursor.
    const given = `select 'https://t' || n || '.example' from generate_series(1, ${count}) n; -- done`;
    const { follower, close } = await openList({ pool, query: given.replace('; ', ' ') });
    expect(follower.last()?.length).toBe(count);
    expect(follower.last()?.at(-1)).toBe(`https://t${count}.example`);
    await close();
    const again = await openList({
      connectionString: store.url,
      query: given.split(' --')[0] ?? '',
    });
    expect(again.follower.last()?.length).toBe(count);
    await again.close();
    await expect.poll(() => pool.idleCount, waiting).toBe(pool.totalCount);
  });

  test('a table that is dropped leaves the last good list; one that is back is loaded', async () => {
    const { list, said, follower, close } = await openList({ pool, query, channel }, { poll: 20 });
    await sql('drop table allowed_origins');
    await expect.poll(() => list.status().source.failures, waiting).toBeGreaterThan(2);
    expect([follower.last(), said.length]).toEqual([[a], 1]);
    expect(said[0]).toContain('relation "allowed_origins" does not exist');
    await sql(await printedSql());
    await expect.poll(() => follower.last(), waiting).toEqual([]);
    await close();
  });

  test('a query that hangs is given up, and does not run on', async () => {
    const { list, follower, close } = await openList({ pool, query, channel }, { timeout: 2000 });
    const locker = await pool.connect();
    await locker.query('begin; lock table allowed_origins in access exclusive mode');
    await sql(`notify ${channel}`);
    await expect.poll(() => list.status().source.error, waiting).toBe('no answer within 2000 ms');
    await locker.query(`insert into allowed_origins values ('${b}'); commit`);
    locker.release();
    await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
    await close();
  });

  test('changes during an outage are found afterwards, by pool and by string', async () => {
    const lists = [
      await openList({ pool, query, channel }),
      await openList({ connectionString: store.url, query, channel }),
    ];
    await store.kill();
    for (const { list } of lists) {
      await expect.poll(() => list.status().source.state, waiting).toBe('failing');
    }
    await store.start();
    await sql(`insert into allowed_origins values ('${b}')`);
    for (const { follower, close } of lists) {
      await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
      await close();
    }
  });

  test('a cut network hangs nobody, and is mended', async () => {
    const proxy = await createProxy(store.port);
    const cut = new URL(store.url);
    cut.port = String(proxy.port);
    const { list, follower, close } = await openList(
      { connectionString: cut.href, query, channel },
      { timeout: 2000, poll: 50 },
    );
    proxy.cut();
    await expect.poll(() => list.status().source.failures, waiting).toBeGreaterThan(1);
    expect(follower.last()).toEqual([a]);
    await sql(`insert into allowed_origins values ('${b}')`);
    proxy.mend();
    await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
    await close();
    await proxy.close();
  });
});

test.each<[options: object, says: string]>([
  [{ query: 'select 1' }, 'pool is undefined. Fix: write a pool, or a connection string'],
  [{ query: ' ', connectionString: 'x' }, 'query is " ". Fix: write SQL'],
  [{ query: 'select 1', connectionString: 'x', chanel: 'y' }, 'Fix: write channel'],
  [{ query: 'select 1', connectionString: 'x', channel: 'é'.repeat(32) }, 'at most 63 bytes'],
])('options that are none: %o', (options, says) => {
  expect(() => postgresSource(options as PostgresSourceOptions)).toThrow(says);
});

test('a password is in no error', () => {
  const options = { query: 'select 1', connectionString: 'postgres://u:secret@h/d', pool: {} };
  expect(() => postgresSource(options as never)).toThrow(/^(?!.*secret)/);
});
