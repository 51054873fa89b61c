package yarnjudge;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.server.api.protocolrecords.NodeHeartbeatRequest;
import org.apache.hadoop.yarn.server.api.protocolrecords.NodeHeartbeatResponse;
import org.apache.hadoop.yarn.server.api.protocolrecords.RegisterNodeManagerRequest;
import org.apache.hadoop.yarn.server.api.protocolrecords.RegisterNodeManagerResponse;
import org.apache.hadoop.yarn.server.api.protocolrecords.UnRegisterNodeManagerRequest;
import org.apache.hadoop.yarn.server.api.records.MasterKey;
import org.apache.hadoop.yarn.server.api.records.NodeAction;
import org.apache.hadoop.yarn.server.api.records.NodeHealthStatus;
import org.apache.hadoop.yarn.server.api.records.NodeStatus;
import org.apache.hadoop.yarn.util.Records;
import org.apache.hadoop.yarn.util.YarnVersionInfo;

/** A node as the ResourceManager sees one: it registers and sends heartbeats. */
final class SimulatedNode {
  final NodeId id;
  private final JudgeResourceManager rm;
  private final MasterKey containerKey;
  private final MasterKey nodeKey;
  private int responseId;

  SimulatedNode(JudgeResourceManager rm, int index, Resource capability) throws Exception {
    this.rm = rm;
    // an address literal: names would be looked up when container tokens are made
    id = NodeId.newInstance("10." + (index >> 16 & 255) + "." + (index >> 8 & 255) + "." + (index & 255), 45454);
    RegisterNodeManagerRequest request = Records.newRecord(RegisterNodeManagerRequest.class);
    request.setNodeId(id);
    request.setHttpPort(8042);
    request.setResource(capability);
    request.setNMVersion(YarnVersionInfo.getVersion());
    request.setNodeStatus(status());
    request.setContainerStatuses(new ArrayList<>());
    RegisterNodeManagerResponse response = rm.getResourceTrackerService().registerNodeManager(request);
    if (response.getNodeAction() != NodeAction.NORMAL) {
      throw new IllegalStateException(response.getDiagnosticsMessage());
    }
    containerKey = response.getContainerTokenMasterKey();
    nodeKey = response.getNMTokenMasterKey();
  }

  static void heartbeats(List<SimulatedNode> nodes) throws Exception {
    for (SimulatedNode node : nodes) {
      node.heartbeat();
    }
  }

  void leave() throws Exception {
    rm.getResourceTrackerService().unRegisterNodeManager(UnRegisterNodeManagerRequest.newInstance(id));
  }

  private void heartbeat() throws Exception {
    NodeHeartbeatRequest request = NodeHeartbeatRequest.newInstance(status(), containerKey, nodeKey, null);
    NodeHeartbeatResponse response = rm.getResourceTrackerService().nodeHeartbeat(request);
    responseId = response.getResponseId();
    rm.await();
  }

  private NodeStatus status() {
    NodeHealthStatus healthy = NodeHealthStatus.newInstance(true, "", 1);
    return NodeStatus.newInstance(id, responseId, new ArrayList<>(), new ArrayList<>(), healthy, null, null, new ArrayList<>());
  }
}
