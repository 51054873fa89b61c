import { FindPosition, Finding, Findings } from '../checks/findings';
import { PROBLEM_TABLE, ProblemRow } from '../core/problems/problem-table';

/** Who reports, and what is known of the files. */
export interface SarifOptions {
  /** Of this package. */
  readonly version: string;
  /** Address of the repository: the page of the tool, and where RULES.md stands. */
  readonly repository: string;
  readonly positionOf?: FindPosition;
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Which rules a log of findings names: those about templates. */
const TEMPLATE_RULES = Object.keys(PROBLEM_TABLE).filter(id => id.startsWith('SZ6')).sort();

/** Findings as a log of SARIF 2.1.0, for code scanning. */
export function sarifLog({ checked, findings }: Findings, options: SarifOptions): object {
  const { version, repository } = options;
  const driver = { name: 'sized-emr', version, informationUri: repository, rules: TEMPLATE_RULES.map(id => reportingRule(id, rowOf(id), repository)) };
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results: results(findings, options), properties: { checked } }],
  };
}

function rowOf(id: string): ProblemRow {
  return PROBLEM_TABLE[id as keyof typeof PROBLEM_TABLE];
}

function reportingRule(id: string, { severity, title, explanation, fix, source }: ProblemRow, repository: string): object {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: explanation },
    help: { text: `${explanation}\n${fix}\nSource: ${source}` },
    helpUri: `${repository}/blob/main/RULES.md#${id.toLowerCase()}`,
    defaultConfiguration: { level: severity },
  };
}

function results(findings: readonly Finding[], { positionOf }: SarifOptions): object[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const { id, severity, message, template, path, resource } = finding;
    const region = regionOf(finding, positionOf);
    return {
      ruleId: id,
      ruleIndex: TEMPLATE_RULES.indexOf(id),
      level: severity,
      message: { text: message },
      locations: [{
        physicalLocation: { artifactLocation: { uri: uriOf(template) }, ...region ? { region } : {} },
        logicalLocations: [{ name: resource, fullyQualifiedName: path, kind: 'resource' }],
      }],
      partialFingerprints: { 'sizedEmr/v1': fingerprint(finding, seen) },
    };
  });
}

function regionOf({ template, path }: Finding, positionOf: FindPosition | undefined): object | undefined {
  const position = positionOf?.(template, path);
  return position && { startLine: position.line, startColumn: position.column };
}

/** The rule and the place by its names: lines that move change nothing. Several findings of a rule at one place are counted. */
function fingerprint({ id, template, path }: Finding, seen: Map<string, number>): string {
  const place = `${id}:${slashed(template)}:${path}`;
  const count = (seen.get(place) ?? 0) + 1;
  seen.set(place, count);
  return `${place}:${count}`;
}

const DRIVE = /^[A-Za-z]:\//;

/** A path as a URI: relative where it is relative. Source: SARIF 2.1.0, 3.4.3; RFC 8089. */
function uriOf(file: string): string {
  const path = slashed(file);
  const encoded = path.split('/').map(segment => encodeURIComponent(wellFormed(segment))).join('/');
  if (DRIVE.test(path)) return `file:///${encoded.replace('%3A', ':')}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

function slashed(file: string): string {
  return file.replace(/\\/g, '/').replace(/^(\.\/)+/, '');
}

/** Half a character, which a name of a file may hold, cannot be encoded. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
