import { diffText } from '../../src/report/diff-text';
import { diffOf, templateOf } from '../checks/diff/template-fixture';

const CLUSTER = 'AWS::EMR::Cluster';
const APP = 'AWS::EMRServerless::Application';

const before = {
  Resources: {
    Cluster: { Type: CLUSTER, Properties: { LogUri: 'a', Instances: { CoreInstanceGroup: { InstanceCount: 2 } }, Tags: [] } },
    Counted: { Type: CLUSTER, Properties: { Instances: { CoreInstanceGroup: { InstanceCount: 2 } }, Tags: [] } },
    Step: { Type: 'AWS::EMR::Step', Properties: { JobFlowId: { Ref: 'Cluster' } } },
    App: { Type: APP, Properties: { MaximumCapacity: { Cpu: '4 vCPU' } } },
    Gone: { Type: APP, Properties: {} },
    Other: { Type: APP, Properties: {} },
  },
};
const after = {
  Resources: {
    Cluster: { Type: CLUSTER, Properties: { LogUri: 'b', Instances: { CoreInstanceGroup: { InstanceCount: 2 } }, Tags: [] } },
    Counted: { Type: CLUSTER, Properties: { Instances: { CoreInstanceGroup: { InstanceCount: 3 } }, Tags: [1] } },
    Step: { Type: 'AWS::EMR::Step', Properties: { JobFlowId: { Ref: 'Cluster' } } },
    App: { Type: APP, Properties: { MaximumCapacity: { Cpu: '8 vCPU' } } },
    Other: { Type: CLUSTER, Properties: {} },
  },
};

test('names what is refused, replaced, deleted, may be replaced and waits, each with its values and source, and the sizes', () => {
  expect(diffText(diffOf(before, after))).toMatchSnapshot();
});

test.each([
  [{ Resources: {} }, 'Neither template has a resource of EMR.\n'],
  [templateOf(CLUSTER, { Tags: [] }), 'Nothing is replaced, deleted or refused; no change in place; 0 sizes moved.\n'],
])('of a template and itself it is one line', (template, text) => {
  expect(diffText(diffOf(template, template))).toBe(text);
});

test('changes in place are counted, and sizes shown', () => {
  const group = (InstanceCount: number) => templateOf('AWS::EMR::InstanceGroupConfig', { InstanceCount });
  expect(diffText(diffOf(group(2), group(3)))).toBe('Nothing is replaced, deleted or refused; 1 change in place; 1 size moved.\n\nSizes\n  It  InstanceCount  2 → 3\n');
});

test('fits the width and takes colours', () => {
  const text = diffText(diffOf(before, after), { colour: true, width: 60 });
  expect(text).toContain('\u001b[');
  const words = text.replace(/\u001b\[\d+m/g, '').split('\n').filter(line => !/https:|\/Resources\//.test(line));
  for (const line of words) expect(line.length).toBeLessThanOrEqual(60);
});
