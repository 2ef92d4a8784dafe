#!/usr/bin/env node
import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  // (https://no-color.org)
  color: process.stdout.isTTY && !process.env['NO_COLOR'],
});
