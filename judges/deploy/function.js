// Runs a function of Lambda as it was deployed, in a process of its own: `node function.js FOLDER`, the event on stdin. Prints what a request of a
// custom resource is answered with. Its waits are a fiftieth as long.
const { createServer } = require('node:http');
const { join } = require('node:path');

const FASTER = 50;
const CALL_MS = 900_000;
const wait = globalThis.setTimeout;
globalThis.setTimeout = (then, ms, ...rest) => wait(then, ms >= 5000 ? ms / FASTER : ms, ...rest); // timeouts of sockets are shorter

const begin = Date.now();
const context = { invokedFunctionArn: process.env.FUNCTION_ARN, getRemainingTimeInMillis: () => CALL_MS - (Date.now() - begin) * FASTER };

async function main() {
  let text = '';
  for await (const piece of process.stdin) text += piece;
  const answered = createServer((request, response) => {
    request.on('data', piece => process.stdout.write(piece)).on('end', () => response.end());
  }).listen(0);
  console.log = (...words) => console.error(...words);
  await require(join(process.argv[2], 'index.js')).handler({ ...JSON.parse(text), ResponseURL: `http://localhost:${answered.address().port}/` }, context);
  console.error(`took ${Date.now() - begin} ms, at most ${Math.ceil(process.resourceUsage().maxRSS / 1024)} MiB`);
  answered.close();
  answered.closeAllConnections();
}

main().catch(error => { console.error(error); process.exitCode = 1; });
