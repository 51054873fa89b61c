import { findingsOf } from '../rule-case';

test('loops and macros among the resources hide only what they make', () => {
  const Resources = {
    'Fn::ForEach::Apps': ['Name', ['a', 'b'], { 'App${Name}': { Type: 'AWS::EMRServerless::Application' } }],
    'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://a/b' } },
    'Store': { Type: 'AWS::EMR::SecurityConfiguration', Properties: {} },
  };
  expect(findingsOf({ Transform: 'AWS::LanguageExtensions', Resources }).map(({ resource }) => resource)).toEqual(['Store']);
});
