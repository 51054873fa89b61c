// Two templates say the same; CDK's own metadata and its version check aside.
const assert = require('assert');
const { readFileSync } = require('fs');

const [one, other] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')).Resources);
assert.deepStrictEqual(one, other);
