package sized_emr.cluster

import rego.v1

# SZ6201: groups or fleets, for all nodes
violation contains v if {
	some name in resources_of_type("AWS::EMR::Cluster")
	instances := resolve(name, "Properties.Instances")
	some group in {"MasterInstanceGroup", "CoreInstanceGroup", "TaskInstanceGroups"}
	instances[group]
	some fleet in {"MasterInstanceFleet", "CoreInstanceFleet", "TaskInstanceFleets"}
	instances[fleet]
	v := make_diag_at("SZ6201", "ERROR", name, sprintf("Properties.Instances.%s", [fleet]), "a cluster has instance groups or instance fleets, for all of its nodes")
}
