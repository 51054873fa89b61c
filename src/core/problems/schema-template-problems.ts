import { ProblemRow, error, warning } from './problem-row';

const CLUSTERS = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_EMR.html';
const SCHEMAS = 'https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html';
const API = 'https://github.com/boto/botocore/tree/develop/botocore/data';

/** What the published schemas of the resources and of the service say (SZ65xx). */
export const SCHEMA_TEMPLATE_PROBLEMS = {
  SZ6501: error('no such property', 'The resource does not have it, and CloudFormation refuses the template.', 'Correct the name, or leave it out.', CLUSTERS),
  SZ6502: error('a property is missing', 'The resource cannot be created without it.', 'Give the property named.', CLUSTERS),
  SZ6503: error('a value of the wrong type', 'CloudFormation reads numbers, true and false from texts too, and takes nothing else for them.', 'Write a value of the type named.', SCHEMAS),
  SZ6504: error('not one of the words of the service', 'The service takes one of a few words, written exactly so.', 'Use one of the words named.', API),
  SZ6505: error('a text without the form asked for', 'The schema has a pattern for it, and CloudFormation or the service refuses what does not match.', 'Write it in the form named.', SCHEMAS),
  SZ6506: error('a number out of range', 'The service refuses it when the resource is created.', 'Choose a number in the range named.', API),
  SZ6507: error('a text too long or too short', 'The service limits the length of this text; a Spark setting on EMR Serverless has 1 to 1024 characters.', 'Write a text of a length named.', API),
  SZ6508: error('too many or too few items', 'The service limits the number of items.', 'Give a number of items in the range named.', API),
  SZ6509: error('an item twice', 'The list is a set, and CloudFormation refuses the second one.', 'Leave one of the two out.', SCHEMAS),
  SZ6510: error('a value that only the service sets', 'It is an attribute of the resource and no property.', 'Leave it out.', SCHEMAS),
  SZ6511: warning('a type of resource that is not known', 'It is one or two letters away from a type of EMR.', 'Correct the type.', CLUSTERS),
} satisfies Record<string, ProblemRow>;
