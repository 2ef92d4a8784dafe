import { generateHops } from './generate-hops.ts';
import { generateRequest, varyRequest } from './generate-request.ts';
import type { PageRequest, Pair } from './pair.ts';
import { type Random, createRandom } from './random.ts';

/** The pairs of a seed: the first `count` of an endless list. */
export function generatePairs(seed: number, count: number): Pair[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, id) => {
    const hops = generateHops(random);
    return { id, hops, requests: generateRequests(random) };
  });
}

/** Later calls meet the preflight cache that the earlier ones left. */
function generateRequests(random: Random): PageRequest[] {
  const first = generateRequest(random);
  if (random.chance(0.65)) return [first];
  const later = (): PageRequest =>
    random.chance(0.8) ? varyRequest(random, first) : generateRequest(random);
  return random.chance(0.7) ? [first, later()] : [first, later(), later()];
}
