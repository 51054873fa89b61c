package sized_emr.cluster

import rego.v1

# Rules about clusters of EMR on EC2 that need no model of YARN. They find what the rules of the same ids find in `sized-emr check`.

# computed

idle_timeout_seconds := {"least":60,"most":604800}

most_fleet_types := {"withStrategy":30,"without":5}

# /computed

clusters := resources_of_type("AWS::EMR::Cluster")

# What stands under a path as far as it is known: nothing where a condition decides about it
at(name, path) := value if {
	value := object.get(input.resources[name].properties, split(path, "."), null)
	not is_null(value)
	not conditional(value)
}

conditional(value) if {
	is_object(value)
	value.__conditional
}

# Numbers may be written as text
number(value) := value if is_number(value)

number(value) := to_number(value) if {
	is_string(value)
	regex.match("^[0-9]{1,15}$", value)
}

group_keys := {"MasterInstanceGroup", "CoreInstanceGroup", "TaskInstanceGroups"}

fleet_keys := {"MasterInstanceFleet", "CoreInstanceFleet", "TaskInstanceFleets"}

stated(name, keys) := {key |
	some key in keys
	is_member(at(name, sprintf("Instances.%s", [key])))
}

is_member(member) if {
	is_object(member)
	count(member) > 0
}

is_member(member) if is_string(member)

is_member(member) if {
	is_array(member)
	count(member) > 0
}

attached(name, type) := {other |
	some other in resources_of_type(type)
	some reference in ["JobFlowId", "ClusterId"]
	resolve(other, sprintf("Properties.%s", [reference])) == name
}

fleet_values(name) := array.concat(
	[{"at": sprintf("Properties.Instances.%s", [key]), "value": at(name, sprintf("Instances.%s", [key]))} |
		some key in ["MasterInstanceFleet", "CoreInstanceFleet"]
		is_object(at(name, sprintf("Instances.%s", [key])))
	],
	[{"at": sprintf("Properties.Instances.TaskInstanceFleets.%d", [i]), "value": fleet} |
		fleets := at(name, "Instances.TaskInstanceFleets")
		is_array(fleets)
		some i, fleet in fleets
		is_object(fleet)
	],
)

# SZ6201: groups or fleets, for all nodes
violation contains v if {
	some name in clusters
	count(stated(name, group_keys)) > 0
	some key in stated(name, fleet_keys)
	v := make_diag_at("SZ6201", "ERROR", name, sprintf("Properties.Instances.%s", [key]), "got an instance fleet beside an instance group; use groups or fleets for all nodes")
}

violation contains v if {
	some name in clusters
	count(stated(name, group_keys)) > 0
	count(stated(name, fleet_keys)) == 0
	some other in attached(name, "AWS::EMR::InstanceFleetConfig")
	v := make_diag_at("SZ6201", "ERROR", other, "Properties", "got an instance fleet beside an instance group; use groups or fleets for all nodes")
}

# SZ6202: every cluster has a primary node
violation contains v if {
	some name in clusters
	is_object(at(name, "Instances"))
	every key in {"MasterInstanceGroup", "MasterInstanceFleet"} {
		is_null(object.get(input.resources[name].properties, ["Instances", key], null)) # behind a condition there may be one
	}
	v := make_diag_at("SZ6202", "ERROR", name, "Properties.Instances", "got neither MasterInstanceGroup nor MasterInstanceFleet; give one of the two")
}

limits(name) := at(name, "ManagedScalingPolicy.ComputeLimits")

# SZ6213: the maximum is of all nodes
violation contains v if {
	some name in clusters
	some key in ["MinimumCapacityUnits", "MaximumOnDemandCapacityUnits", "MaximumCoreCapacityUnits"]
	most := number(limits(name).MaximumCapacityUnits)
	number(limits(name)[key]) > most
	v := make_diag_at("SZ6213", "ERROR", name, sprintf("Properties.ManagedScalingPolicy.ComputeLimits.%s", [key]), sprintf("got %s %v above MaximumCapacityUnits %v", [key, limits(name)[key], most]))
}

# SZ6214: groups are counted in instances or vCPUs, fleets in their own units
violation contains v if {
	some name in clusters
	count(stated(name, group_keys)) > 0
	count(stated(name, fleet_keys)) == 0
	limits(name).UnitType == "InstanceFleetUnits"
	v := make_diag_at("SZ6214", "ERROR", name, "Properties.ManagedScalingPolicy.ComputeLimits.UnitType", "got InstanceFleetUnits for instance groups; use Instances or VCPU")
}

violation contains v if {
	some name in clusters
	count(stated(name, group_keys)) == 0
	count(stated(name, fleet_keys)) > 0
	limits(name).UnitType in ["Instances", "VCPU"]
	v := make_diag_at("SZ6214", "ERROR", name, "Properties.ManagedScalingPolicy.ComputeLimits.UnitType", sprintf("got %v for instance fleets; use InstanceFleetUnits", [limits(name).UnitType]))
}

# SZ6217: how long a cluster may be idle
violation contains v if {
	some name in clusters
	seconds := number(at(name, "AutoTerminationPolicy.IdleTimeout"))
	outside(seconds, idle_timeout_seconds)
	v := make_diag_at("SZ6217", "ERROR", name, "Properties.AutoTerminationPolicy.IdleTimeout", sprintf("got %v; %v to %v seconds are allowed", [seconds, idle_timeout_seconds.least, idle_timeout_seconds.most]))
}

outside(value, range) if value < range.least

outside(value, range) if value > range.most

# SZ6220: five types in a fleet, thirty with an allocation strategy
violation contains v if {
	some name in clusters
	some fleet in fleet_values(name)
	amount := count(fleet.value.InstanceTypeConfigs)
	amount > most_types(fleet.value)
	v := make_diag_at("SZ6220", "ERROR", name, sprintf("%s.InstanceTypeConfigs", [fleet.at]), sprintf("got %d types in a fleet; up to %d are allowed", [amount, most_types(fleet.value)]))
}

most_types(fleet) := most_fleet_types.withStrategy if has_strategy(fleet)

most_types(fleet) := most_fleet_types.without if not has_strategy(fleet)

has_strategy(fleet) if fleet.LaunchSpecifications.OnDemandSpecification.AllocationStrategy

has_strategy(fleet) if fleet.LaunchSpecifications.SpotSpecification.AllocationStrategy
