type Send = (...command: readonly string[]) => Promise<unknown>;

/** Members that are asked for at once: so many take a few milliseconds, and then requests have their turn. */
const batch = 1000;
/** How often a large set is read anew because it has changed meanwhile, before it is read in one piece. */
const attempts = 3;

/**
 * Reads all members of a set, as they were in one moment. In pieces: what a server sends in one is also
 * parsed in one, and holds up requests for as long as that takes. While they are read the set is
 * watched, for which the connection must be nobody else's. A small set costs one round trip.
 */
export async function readMembers(key: string, send: Send): Promise<readonly string[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const [, first] = await Promise.all([send('WATCH', key), scan(key, '0', send)]);
    if (first.cursor === '0') {
      // One answer is of one moment. Nobody waits for this; a connection that is gone says so to the next.
      send('UNWATCH').catch(() => undefined);
      return [...new Set(first.members)];
    }
    const found = new Set(first.members);
    for (let { cursor } = first; cursor !== '0';) {
      const next = await scan(key, cursor, send);
      for (const member of next.members) found.add(member);
      ({ cursor } = next);
    }
    // An empty transaction: it is refused where what was watched has changed.
    const [, unchanged] = await Promise.all([send('MULTI'), send('EXEC')]);
    if (unchanged !== null) return [...found];
  }
  return [...((await send('SMEMBERS', key)) as Iterable<unknown>)].map(String);
}

interface Piece {
  readonly cursor: string;
  readonly members: readonly string[];
}

async function scan(key: string, from: string, send: Send): Promise<Piece> {
  const [cursor, members] = (await send('SSCAN', key, from, 'COUNT', String(batch))) as [
    unknown,
    readonly unknown[],
  ];
  return { cursor: String(cursor), members: members.map(String) };
}
