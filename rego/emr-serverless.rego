package sized_emr.serverless

import rego.v1

# Rules about applications of EMR Serverless that need no model of Spark. They find what the rules of the same ids find in `sized-emr check`.

# computed

memories := {"1":[2,3,4,5,6,7,8],"2":[4,5,6,7,8,9,10,11,12,13,14,15,16],"4":[8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30],"8":[16,20,24,28,32,36,40,44,48,52,56,60],"16":[32,40,48,56,64,72,80,88,96,104,112,120],"32":[60,120,244]}

types := {"spark":["driver","executor"],"hive":["hivedriver","teztask"]}

# /computed

applications := resources_of_type("AWS::EMRServerless::Application")

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

# What stands under a path; nothing where it is left out or only known at deployment
text(name, path) := value if {
	value := at(name, path)
	is_string(value)
}

pool(name) := {i: item |
	entries := at(name, "InitialCapacity")
	is_array(entries)
	some i, item in entries
	not conditional(item)
}

# 4 vCPU, 16 GB: the unit may be left out
amount(value, unit) := to_number(digits) if {
	written := sprintf("%v", [value])
	regex.match(sprintf("^[1-9][0-9]{0,8}[ ]?(%s)?$", [unit]), written)
	digits := regex.find_n("^[0-9]+", written, 1)[0]
}

vcpu(worker) := amount(worker.Cpu, "vCPU|vcpu|VCPU")

memory(worker) := amount(worker.Memory, "GB|gb|gB|Gb")

plain(key) := lower(replace(replace(key, "_", ""), "-", ""))

engine(name) := lower(text(name, "Type"))

# SZ6001: workers come in the sizes of the grid
violation contains v if {
	some name in applications
	some i, item in pool(name)
	worker := item.Value.WorkerConfiguration
	cores := vcpu(worker)
	not memories[sprintf("%d", [cores])]
	v := make_diag_at("SZ6001", "ERROR", name, sprintf("Properties.InitialCapacity.%d.Value.WorkerConfiguration", [i]), sprintf("got %v; no worker has so many vCPU", [worker.Cpu]))
}

violation contains v if {
	some name in applications
	some i, item in pool(name)
	worker := item.Value.WorkerConfiguration
	sizes := memories[sprintf("%d", [vcpu(worker)])]
	size := memory(worker)
	not size in sizes
	v := make_diag_at("SZ6001", "ERROR", name, sprintf("Properties.InitialCapacity.%d.Value.WorkerConfiguration", [i]), sprintf("got %v, %v, which EMR Serverless does not have; a worker of these vCPU has one of %v GB", [worker.Cpu, worker.Memory, sizes]))
}

# SZ6007: worker types of the engine
violation contains v if {
	some name in applications
	known := types[engine(name)]
	some i, item in pool(name)
	is_string(item.Key)
	not plain(item.Key) in known
	v := make_diag_at("SZ6007", "ERROR", name, sprintf("Properties.InitialCapacity.%d.Key", [i]), sprintf("got %v; workers of an application of %v are %v", [item.Key, engine(name), known]))
}

violation contains v if {
	some name in applications
	known := types[engine(name)]
	some key, _ in at(name, "WorkerTypeSpecifications")
	not plain(key) in known
	v := make_diag_at("SZ6007", "ERROR", name, sprintf("Properties.WorkerTypeSpecifications.%s", [key]), sprintf("got %v; workers of an application of %v are %v", [key, engine(name), known]))
}

# SZ6008: each worker type once
violation contains v if {
	some name in applications
	some i, item in pool(name)
	some j, other in pool(name)
	j < i
	is_string(item.Key)
	is_string(other.Key)
	plain(item.Key) == plain(other.Key)
	v := make_diag_at("SZ6008", "ERROR", name, sprintf("Properties.InitialCapacity.%d.Key", [i]), sprintf("got %v again; use one entry for each type of worker", [item.Key]))
}

# SZ6020: pre-initialised workers are billed until somebody stops the application
violation contains v if {
	some name in applications
	lower(sprintf("%v", [at(name, "AutoStopConfiguration.Enabled")])) == "false"
	count(pool(name)) > 0
	v := make_diag_at("SZ6020", "WARN", name, "Properties.AutoStopConfiguration.Enabled", "got false with pre-initialised workers, which are billed until somebody stops the application; use true, or leave InitialCapacity out")
}

# SZ6021: a network needs subnets and security groups
violation contains v if {
	some name in applications
	network := at(name, "NetworkConfiguration")
	is_object(network)
	has(network, "SubnetIds") != has(network, "SecurityGroupIds")
	v := make_diag_at("SZ6021", "ERROR", name, "Properties.NetworkConfiguration", "got one of SubnetIds and SecurityGroupIds; give both, or leave NetworkConfiguration out")
}

default has(_, _) := false

has(object, key) if {
	value := object[key]
	not is_null(value)
}
