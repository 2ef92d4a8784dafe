import { askAll, expectedAnswers } from './ask-all.ts';
import { pairings } from './pairings.ts';
import { tableOf } from './table.ts';

/** Tries every pairing, prints what each answered otherwise than it should, and the table. */
let wrong = 0;
for (const { name, servers, asks } of pairings) {
  const expected = expectedAnswers(asks);
  for (const { order, start } of servers) {
    const server = await start();
    const answers = await askAll(server, asks);
    await server.close();
    for (const [question, answer] of Object.entries(answers)) {
      if (answer === expected[question]) continue;
      wrong += 1;
      process.stdout.write(
        `${name}, ${order}: ${question}: ${answer}, not ${expected[question]}\n`,
      );
    }
  }
}
process.stdout.write(`${tableOf(pairings)}\n\n${wrong} wrong answers\n`);
process.exitCode = wrong === 0 ? 0 : 1;
