/** A template with an illegal size, for those who drop one onto the page. */
export const WRONG_TEMPLATE = `Resources:
  App:
    Type: AWS::EMRServerless::Application
    Properties:
      ReleaseLabel: emr-7.12.0
      Type: Spark
      MaximumCapacity:
        Cpu: 3 vCPU
        Memory: 1 GB
`;
