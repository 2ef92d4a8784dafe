#!/usr/bin/env node
import { run } from './run.ts';
import { exitStatus, wantsColor } from './terminal.ts';

// Whoever reads may have read enough: `routecors … | head -1`. A full disk is another thing.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(`The output could not be written: ${error.message}\n`);
  process.exit(exitStatus.trouble);
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  color: wantsColor(process.env, process.stdout.isTTY),
}).catch((error: unknown) => {
  // A crash says nothing of the server: it must not look like status 1.
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return exitStatus.trouble;
});

// A module that `lint` ran may have left timers or sockets behind. Once all is written, that is that.
// Where it cannot be, the listener above has the last word.
process.stdout.write('', (error) => {
  if (!error) process.exit();
});
