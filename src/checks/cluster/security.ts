import { isObject } from '../../core/problems/json-value';
import { nearestWord } from '../../core/problems/nearest';
import { jsonInPieces } from '../jobs/definition';
import { Found, Rule, Subject, found } from '../rule';
import { Value } from '../template/value';

export const SECURITY_TYPE = 'AWS::EMR::SecurityConfiguration';

/** A configuration as an object, also where it stands as text. Undefined: not known, or no JSON. */
interface Configuration {
  readonly value: Value;
  readonly textPath: string | undefined;
}

function configurationOf({ properties }: Subject): Configuration | undefined {
  const value = properties.at('SecurityConfiguration');
  if (value.isObject) return { value, textPath: undefined };
  const parsed = jsonInPieces(value.pieces() ?? []);
  return isObject(parsed) ? { value: value.replacedBy({ value: parsed, path: value.path }), textPath: value.path } : undefined;
}

/** Runs a rule over a configuration: inside a text there are no JSON pointers. */
function over(find: (configuration: Value) => readonly Found[]): Rule<Subject>['find'] {
  return subject => {
    const configuration = configurationOf(subject);
    if (!configuration) return [];
    const { value, textPath } = configuration;
    return find(value).map(one => textPath === undefined ? one : { path: textPath, message: `${one.path.slice(textPath.length + 1)}: ${one.message}` });
  };
}

/** A text that EMR cannot read. */
export const isJson: Rule<Subject> = {
  id: 'SZ6408',
  find: ({ properties }) => {
    const value = properties.at('SecurityConfiguration');
    const text = value.scalar();
    return typeof text === 'string' && !isObject(jsonInPieces([text])) ? [found(value, 'got text that is no JSON object; give the object itself, or its JSON')] : [];
  },
};

const AT_REST = ['EncryptionConfiguration', 'AtRestEncryptionConfiguration'];
const IN_TRANSIT = ['EncryptionConfiguration', 'InTransitEncryptionConfiguration'];
const LOCAL_DISK = [...AT_REST, 'LocalDiskEncryptionConfiguration'];
const S3 = [...AT_REST, 'S3EncryptionConfiguration'];
const TLS = [...IN_TRANSIT, 'TLSCertificateConfiguration'];

/** What a value asks for beside it. */
interface Need {
  readonly at: readonly string[];
  readonly key: string;
  readonly is: string;
  /** Paths from `at`, each of which has to be there. */
  readonly needs: readonly string[];
}

/** Source: https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-create-security-configuration.html (2026-11-20). */
const NEEDS: readonly Need[] = [
  { at: ['EncryptionConfiguration'], key: 'EnableAtRestEncryption', is: 'true', needs: ['AtRestEncryptionConfiguration'] },
  { at: ['EncryptionConfiguration'], key: 'EnableInTransitEncryption', is: 'true', needs: ['InTransitEncryptionConfiguration'] },
  { at: LOCAL_DISK, key: 'EncryptionKeyProviderType', is: 'AwsKms', needs: ['AwsKmsKey'] },
  { at: LOCAL_DISK, key: 'EncryptionKeyProviderType', is: 'Custom', needs: ['S3Object', 'EncryptionKeyProviderClass'] },
  { at: S3, key: 'EncryptionMode', is: 'CSE-KMS', needs: ['AwsKmsKey'] },
  { at: S3, key: 'EncryptionMode', is: 'CSE-Custom', needs: ['S3Object', 'EncryptionKeyProviderClass'] },
  { at: TLS, key: 'CertificateProviderType', is: 'PEM', needs: ['S3Object'] },
  { at: TLS, key: 'CertificateProviderType', is: 'Custom', needs: ['S3Object', 'CertificateProviderClass'] },
];

/** Encryption that is on and lacks what it needs. */
export const encryptionComplete: Rule<Subject> = {
  id: 'SZ6409',
  find: over(configuration => NEEDS.flatMap(({ at, key, is, needs }) => {
    const node = configuration.at(...at);
    const missing = node.at(key).text() === is ? needs.filter(need => node.at(need).isMissing) : [];
    return missing.length ? [found(node.at(key), `got ${key} ${is} without ${missing.join(' and ')}; give ${missing.length > 1 ? 'both' : 'it'}`)] : [];
  })),
};

/** Values of closed lists. Source: as above. */
const WORDS: readonly { readonly at: readonly string[]; readonly allowed: readonly string[] }[] = [
  { at: [...LOCAL_DISK, 'EncryptionKeyProviderType'], allowed: ['AwsKms', 'Custom'] },
  { at: [...S3, 'EncryptionMode'], allowed: ['SSE-S3', 'SSE-KMS', 'CSE-KMS', 'CSE-Custom'] },
  { at: [...TLS, 'CertificateProviderType'], allowed: ['PEM', 'Custom'] },
];

/** One of the words, spelt otherwise. A word like none of them may have come with a later release. */
export const words: Rule<Subject> = {
  id: 'SZ6410',
  find: over(configuration => WORDS.flatMap(({ at, allowed }) => {
    const value = configuration.at(...at);
    const text = value.text();
    const meant = text === undefined || allowed.includes(text) ? undefined : allowed.find(word => plainWord(word) === plainWord(text));
    return meant === undefined ? [] : [found(value, `got ${text}; ${allowed.join(', ')} are allowed: write ${meant}`)];
  })),
};

function plainWord(word: string): string {
  return word.replace(/[^a-z0-9]/gi, '').toLowerCase();
}

const ENCRYPTION_KEYS = ['EnableAtRestEncryption', 'EnableInTransitEncryption', 'AtRestEncryptionConfiguration', 'InTransitEncryptionConfiguration'];

/** Switches that EMR does not look for where they stand. */
export const encryptionKeys: Rule<Subject> = {
  id: 'SZ6411',
  find: over(configuration => [
    ...ENCRYPTION_KEYS.filter(key => configuration.at(key).isStated)
      .map(key => found(configuration.at(key), `got ${key} beside EncryptionConfiguration; put it inside`)),
    ...misspelt(configuration.at('EncryptionConfiguration')),
  ]),
};

function misspelt(node: Value): Found[] {
  return node.keys().filter(key => !ENCRYPTION_KEYS.includes(key)).flatMap(key => {
    const meant = nearestWord(key, ENCRYPTION_KEYS);
    return meant ? [found(node.at(key), `got ${key}, which EMR does not know${meant}`)] : [];
  });
}
