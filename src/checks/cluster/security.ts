export const SECURITY_TYPE = 'AWS::EMR::SecurityConfiguration';
