import { UsageError } from './usage-error.ts';

/** What the SQL is about. */
export interface OriginsTable {
  /** As written: `allowed_origins`, or with its schema `cors.allowed_origins`. */
  readonly table: string;
  readonly channel: string;
  /** Whether each origin belongs to a tenant. */
  readonly keyed: boolean;
}

/** PostgreSQL cuts longer identifiers, channels too, and says so only in a notice. */
const maxIdentifierBytes = 63;
const suffix = '_notify';

/**
 * The SQL of a table of origins, and of a trigger that notifies a channel, once for each statement
 * and when its transaction is committed. It can be run again. PostgreSQL 11 or newer.
 *
 * @throws UsageError for a name that PostgreSQL would not take as it is
 */
export function originsSql({ table, channel, keyed }: OriginsTable): string {
  const parts = table.split('.');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2) throw new UsageError(`--table ${table}: a name, or a schema and a name.`);
  for (const part of parts) checkName('--table', part, maxIdentifierBytes);
  checkName('--table', name, maxIdentifierBytes - suffix.length);
  checkName('--channel', channel, maxIdentifierBytes);
  const quoted = parts.map(identifier).join('.');
  const notify = [...parts.slice(0, -1), `${name}${suffix}`].map(identifier).join('.');
  const trigger = identifier(`${name}${suffix}`);
  const columns = keyed
    ? `  key text not null,
  origin text not null,
  primary key (key, origin)`
    : '  origin text primary key';
  return `create table if not exists ${quoted} (
${columns}
);

create or replace function ${notify}() returns trigger language plpgsql as $$
begin
  perform pg_notify(tg_argv[0], '');
  return null;
end
$$;

drop trigger if exists ${trigger} on ${quoted};
create trigger ${trigger}
  after insert or update or delete or truncate on ${quoted}
  for each statement execute function ${notify}(${literal(channel)});
`;
}

function checkName(option: string, name: string, maxBytes: number): void {
  if (name === '' || name.includes('\0')) {
    throw new UsageError(`${option} ${JSON.stringify(name)} is no name.`);
  }
  const bytes = Buffer.byteLength(name);
  if (bytes <= maxBytes) return;
  throw new UsageError(`${option} ${name} has ${bytes} bytes, and ${maxBytes} are the most.`);
}

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Backslashes are doubled where the server reads them as escapes (`standard_conforming_strings`); so says the E. */
function literal(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  return text.includes('\\') ? `E${quoted}` : quoted;
}
