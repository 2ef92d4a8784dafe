/**
 * Origins that change while the server runs: whole lists, kept in memory, or single origins, asked for
 * when they come.
 */
export { type OriginListOptions } from './list-options.ts';
export { createOriginList } from './create-origin-list.ts';
export type { OriginSource } from './origin-source.ts';
export type { OriginLog } from './announcer.ts';
export type { Backoff } from './backoff.ts';
export type { OriginList, OriginListEntry, OriginListStatus } from '@routecors/core';
export { type FileSourceOptions, fileSource } from './file/file-source.ts';
export { type PostgresSourceOptions, postgresSource } from './postgres/postgres-source.ts';
export type { PostgresPool, PostgresPoolClient } from './postgres/postgres-client.ts';
export { type RedisSourceOptions, redisSource } from './redis/redis-source.ts';
export type { RedisClient, RedisConnection } from './redis/redis-client.ts';
export type { OriginLookupOptions } from './lookup/lookup-options.ts';
export {
  type OriginLookup,
  type OriginLookupStatus,
  createOriginLookup,
} from './lookup/create-origin-lookup.ts';
