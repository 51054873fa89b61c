#!/usr/bin/env node
import { endQuietlyOnBrokenPipe, nodeIo } from './node-io';
import { run } from './run';

if (require.main === module) {
  endQuietlyOnBrokenPipe();
  process.exitCode = run(process.argv.slice(2), nodeIo()); // not exit(): what is written to a pipe must get there
}
