import { test } from 'vitest';
import { browsers } from '../src/browsers.ts';
import { compare } from './compare.ts';
import { generatePairs } from './generate.ts';
import { observeAgent } from './observe-agent.ts';
import { observeBrowser } from './observe.ts';
import { startServers } from './server.ts';
test('x', async () => {
  const servers = await startServers();
  const want: [number, number[]][] = [[2,[7,240,250,382,393,510,567,574,1027,1260,1328]],[3,[1010,349,734,1125,1633]],[11,[318,1892,3723,6261,6263,8161,1683,5675,9666]],[12,[310,2546,3003,3067,8186]],[21,[4835,9235,114]],[22,[3212]],[23,[1484,1681]],[24,[3646,2007]]];
  const pairs = want.flatMap(([seed, ids]) => { const all = generatePairs(seed, 10000); return ids.map((id) => ({ ...all[id]!, id: seed * 100000 + id })); });
  servers.serve(pairs);
  const ours = []; for (const p of pairs) ours.push(await observeAgent('agent', p, servers));
  let n = 0;
  for (const f of browsers) {
    const b = await f.launch();
    const theirs = await observeBrowser(b, f.name, pairs, servers);
    const r = await compare(f.name, pairs, ours, theirs, (p, q) => observeAgent(`again${n++}`, p, servers, q.map((x) => x.imitate)));
    console.log(f.name, r.equal, [...r.known].map(([k, v]) => `${v} ${k.what}`), '\n' + r.differences.map(d=>'+ '+d.replaceAll('\n','\n+ ')).join('\n'));
    await b.close();
  }
  await servers.close();
}, 200000);
