#!/usr/bin/env node
import { endQuietlyOnBrokenPipe, nodeIo } from './node-io';
import { run } from './run';

if (require.main === module) {
  endQuietlyOnBrokenPipe();
  void Promise.resolve(run(process.argv.slice(2), nodeIo())).then(code => {
    process.exitCode = code; // not exit(): what is written to a pipe must get there
  });
}
