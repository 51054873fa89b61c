import { ProblemRow, error } from './problem-row';

const FLEETS = 'https://docs.aws.amazon.com/emr/latest/ManagementGuide/emr-instance-group-configuration.html';

/** Problems of clusters of EMR on EC2 in templates (SZ62xx), of settings and steps on them (SZ63xx), of their roles and security (SZ64xx). */
export const CLUSTER_TEMPLATE_PROBLEMS = {
  SZ6201: error('groups and fleets mixed', 'A cluster has instance groups or instance fleets, for all of its nodes.', 'Use one of the two for all nodes.', FLEETS),
} satisfies Record<string, ProblemRow>;
