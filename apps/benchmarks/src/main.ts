import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { checkAnswers } from './check.ts';
import { layerNames } from './layers.ts';

/** `--quick` is for CI; names of layers, such as `decision`, run only those. */
const args = process.argv.slice(2).filter((arg) => arg !== '--');
const effort = args.includes('--quick') ? 'quick' : 'full';
const asked = layerNames.filter((name) => args.includes(name));

await checkAnswers();
console.log('All contenders answer as they should.\n');

// Each layer in a process of its own, whose compiler has seen nothing else, and whose young
// generation is big enough to count what is allocated.
const flags = ['--expose-gc', '--min-semi-space-size=16'];
for (const layer of asked.length > 0 ? asked : layerNames) {
  const child = fork(fileURLToPath(new URL('./layers.ts', import.meta.url)), [layer, effort], {
    execArgv: [...process.execArgv, ...flags],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) process.exitCode = 1;
}
