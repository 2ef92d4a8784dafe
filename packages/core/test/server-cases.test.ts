import { describe, expect, test } from 'vitest';

import { answers } from './cases/answers.ts';
import { combinations } from './cases/combinations.ts';
import { enforcing } from './cases/enforcing.ts';
import { createCoreServer } from './replay.ts';

describe.each([
  ['answers', answers],
  ['combinations', combinations],
  ['enforcing', enforcing],
] as const)('%s', (_, cases) => {
  describe.each(cases)('$name', (serverCase) => {
    const ask = createCoreServer(serverCase);
    test.each(
      serverCase.exchanges.map((exchange) => [describeExchange(exchange), exchange] as const),
    )('%s', async (_name, exchange) => {
      const { status, headers } = await ask(exchange);
      expect({ status, headers }).toEqual({ status: exchange.status, headers: exchange.answer });
    });
  });
});

function describeExchange({
  method,
  path,
  headers,
}: (typeof answers)[number]['exchanges'][number]) {
  const shown = Object.entries(headers).map(([name, value]) => `${name}: ${value.slice(0, 60)}`);
  return `${method} ${path} ${shown.join(', ')}`;
}
