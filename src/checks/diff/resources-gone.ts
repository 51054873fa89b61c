import { DiffFinding } from './diff';
import { keeps, sameName } from './update-findings';
import { canonicalText } from './value-changes';
import { Template, TemplateResource } from '../template/read-template';

const DELETION = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html';
const TYPE_CHANGE = 'https://github.com/aws/aws-sam-cli/issues/6786';
const STOPPED_TO_DELETE = 'https://docs.aws.amazon.com/emr-serverless/latest/APIReference/API_DeleteApplication.html';

export function isOfEmr(type: string): boolean {
  return /^AWS::EMR(Serverless)?::/.test(type);
}

/** Resources that the new template lacks, and which of its own they have become. */
export interface Gone {
  readonly findings: readonly DiffFinding[];
  readonly renamed: readonly (readonly [TemplateResource, TemplateResource])[];
}

/** A logical id that is gone is a resource that is deleted, whatever else is the same. */
export function goneFindings(before: Template, after: Template): Gone {
  const added = new Map<string, TemplateResource[]>();
  for (const one of lacking(after, before)) added.set(kindOf(one), [...added.get(kindOf(one)) ?? [], one]);
  const gone = lacking(before, after).filter(({ type }) => isOfEmr(type)).map(one => ({ one, other: added.get(kindOf(one))?.shift() })); // each has become one at most
  const renamed = gone.flatMap(({ one, other }) => other ? [[one, other] as const] : []);
  return { findings: gone.map(({ one, other }) => goneFinding(one, other)), renamed };
}

/** Resources of one template whose logical ids the other lacks. */
function lacking({ resources }: Template, other: Template): TemplateResource[] {
  return [...resources.values()].filter(({ logicalId }) => !other.resources.has(logicalId));
}

/** The same for resources that are the same but for their logical ids. */
function kindOf({ type, properties }: TemplateResource): string {
  return `${type} ${canonicalText(properties.value)}`;
}

function goneFinding(one: TemplateResource, other: TemplateResource | undefined): DiffFinding {
  const { logicalId, type } = one;
  const kept = keeps(one, 'DeletionPolicy');
  const refused = !kept && type === 'AWS::EMRServerless::Application';
  const fate = kept ? 'it stays, outside of the stack (DeletionPolicy)' : `it is deleted${refused ? ', which a STARTED application refuses' : ''}`;
  return {
    ...other ? { id: 'SZ6901', effect: 'replaced' } : { id: 'SZ6904', effect: 'removed' },
    logicalId,
    type,
    property: null,
    message: other ? `its logical id is now ${other.logicalId}: a new ${type} is created; of this one, ${fate}${sameName(one, other)}` : `not in the new template: ${fate}`,
    source: refused ? STOPPED_TO_DELETE : DELETION,
    changes: [{ path: one.node.path, before: logicalId, after: other?.logicalId ?? null, because: null }],
  };
}

/** CloudFormation does not change the type of a resource. */
export function retypedFindings(before: Template, after: Template): DiffFinding[] {
  return [...after.resources.values()].flatMap(({ logicalId, type, node }) => {
    const old = before.resources.get(logicalId)?.type;
    if (old === undefined || old === type || !(isOfEmr(old) || isOfEmr(type))) return [];
    return [{
      id: 'SZ6906',
      effect: 'refused' as const,
      logicalId,
      type,
      property: null,
      message: `was ${old}, and is ${type}: CloudFormation refuses to change the type of a resource; give it another logical id`,
      source: TYPE_CHANGE,
      changes: [{ path: `${node.path}/Type`, before: old, after: type, because: null }],
    }];
  });
}
