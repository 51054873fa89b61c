// The analyzer of construct hubs on what would be published: the registry and the code host answer with the packed manifest and the files of this repository.
// What only time and people bring (downloads, stars, answers, releases) is answered with nothing, and not judged.
const assert = require('assert');
const { execFileSync } = require('child_process');
const { readFileSync } = require('fs');

const [folder, tarball] = process.argv.slice(2);
const { ConstructAnalyzer } = require(folder);
console.warn = () => {}; // of signals that nobody can answer yet
const manifest = JSON.parse(execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' }));
const provenance = readFileSync('.github/workflows/release.yml', 'utf8').includes('NPM_CONFIG_PROVENANCE: "true"');

/** The tree of the repository, as the code host tells it: four folders deep. */
function entriesOf(paths, depth = 4) {
  const names = [...new Set(paths.map(path => path.split('/')[0]))];
  return names.map(name => {
    const below = paths.filter(path => path.startsWith(`${name}/`)).map(path => path.slice(name.length + 1));
    return below.length ? { name, type: 'tree', object: depth > 1 ? { entries: entriesOf(below, depth - 1) } : undefined } : { name, type: 'blob' };
  });
}

function registry(version) {
  const versions = { [version]: { ...manifest, version, dist: provenance ? { attestations: { url: 'attested' } } : {} } };
  return { 'name': manifest.name, 'dist-tags': { latest: version }, versions, 'repository': manifest.repository, 'maintainers': [] };
}

/** What `projen bump` makes of the commits. */
function releaseNotes() {
  const subjects = execFileSync('git', ['log', '--format=%s'], { encoding: 'utf8' }).split('\n');
  const of = (type, title) => [`### ${title}`, ...subjects.filter(subject => subject.startsWith(`${type}:`)).map(subject => `* ${subject.slice(type.length + 2)}`)];
  return [...of('feat', 'Features'), ...of('fix', 'Bug Fixes')].join('\n');
}

function codeHost(query) {
  if (query.includes('readme:')) return { data: { repository: { readme: { text: readFileSync('README.md', 'utf8') } } } };
  const files = execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
  const releases = { nodes: [{ publishedAt: new Date().toISOString(), tagName: 'v1.1.0', description: releaseNotes() }] };
  const nobody = { nodes: [] };
  return { data: { repository: { stargazerCount: 0, rootContents: { entries: entriesOf(files) }, issues: nobody, releases, openIssues: { totalCount: 0 }, allIssues: { totalCount: 0 } } } };
}

function answer(version) {
  return async (address, options) => {
    const { pathname } = new URL(address);
    const body = pathname === '/graphql' ? codeHost(JSON.parse(options.body).query) : pathname.startsWith('/downloads/') ? { downloads: 0 } : registry(version);
    return { ok: true, status: 200, statusText: 'OK', json: async () => body };
  };
}

/** Signals that files and settings decide, of 5 stars each. */
const IN_OUR_HANDS = ['provenanceVerification', 'documentationCompleteness', 'testsChecklist', 'releaseNotesIncludeFeatsAndFixes', 'multiLanguageSupport'];

async function starsOf(version) {
  global.fetch = answer(version);
  const { signalScores } = await new ConstructAnalyzer().analyzePackage(manifest.name);
  return Object.assign({}, ...Object.values(signalScores));
}

(async () => {
  const stars = await starsOf('1.1.0');
  const judged = [...IN_OUR_HANDS, 'stableVersioning'];
  for (const signal of judged) console.log(`${signal}: ${stars[signal]} of 5`);
  console.log(`stableVersioning at 0.1.0: ${(await starsOf('0.1.0')).stableVersioning} of 5`);
  for (const signal of judged) assert.equal(stars[signal], 5, signal);
})();
