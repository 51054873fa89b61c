package yarnjudge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.UndeclaredThrowableException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.protocolrecords.GetNewApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.KillApplicationRequest;
import org.apache.hadoop.yarn.api.protocolrecords.SubmitApplicationRequest;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationSubmissionContext;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeLabel;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.attempt.RMAppAttempt;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.attempt.RMAppAttemptState;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.AbstractYarnScheduler;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.SchedulerNode;

/** Plays one case after the other on a ResourceManager: nodes come, an application asks, both go. */
final class SimulatedCluster {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern REFUSED_RESOURCE = Pattern.compile("Requested resource type=\\[([^]]+)]");

  private final JudgeResourceManager rm;
  private int nextNode;

  SimulatedCluster(JudgeResourceManager rm) {
    this.rm = rm;
  }

  ObjectNode judge(JsonNode c) throws Exception {
    ObjectNode answer = JSON.createObjectNode();
    answer.set("id", c.get("id"));
    List<SimulatedNode> nodes = new ArrayList<>();
    ApplicationId application = null;
    try {
      join(c, nodes);
      application = rm.getClientRMService().getNewApplication(GetNewApplicationRequest.newInstance()).getApplicationId();
      if (submit(c, application, answer)) {
        run(c, nodes, application, answer);
      } else {
        application = null;
      }
      describeNodes(nodes, answer);
    } catch (Exception e) {
      answer.put("error", e.toString());
    } finally {
      leave(nodes, application);
    }
    return answer;
  }

  private void join(JsonNode c, List<SimulatedNode> nodes) throws Exception {
    Map<NodeId, Set<String>> labels = new HashMap<>();
    for (JsonNode group : c.get("nodes")) {
      for (int i = 0; i < group.get("count").asInt(); i++) {
        SimulatedNode node = new SimulatedNode(rm, nextNode++, resource(group));
        nodes.add(node);
        if (group.hasNonNull("label")) {
          labels.put(node.id, Set.of(group.get("label").asText()));
        }
      }
    }
    rm.await();
    if (!labels.isEmpty()) {
      rm.getRMContext().getNodeLabelManager().addToCluserNodeLabels(List.of(NodeLabel.newInstance(Settings.CORE, false)));
      rm.getRMContext().getNodeLabelManager().replaceLabelsOnNode(labels);
      rm.await();
    }
  }

  private void leave(List<SimulatedNode> nodes, ApplicationId application) throws Exception {
    if (application != null) {
      rm.getClientRMService().forceKillApplication(KillApplicationRequest.newInstance(application));
      rm.await();
    }
    for (SimulatedNode node : nodes) {
      node.leave();
    }
    rm.await();
    rm.getRMContext().getInactiveRMNodes().clear();
  }

  private boolean submit(JsonNode c, ApplicationId application, ObjectNode answer) throws Exception {
    ContainerLaunchContext nothing = ContainerLaunchContext.newInstance(
        Collections.emptyMap(), Collections.emptyMap(), Collections.emptyList(), Collections.emptyMap(), null, Collections.emptyMap());
    ApplicationSubmissionContext context = ApplicationSubmissionContext.newInstance(
        application, "case", "default", Priority.newInstance(0), nothing, false, false, 1, resource(c.get("master")), "SPARK");
    if (c.get("master").hasNonNull("label")) {
      ResourceRequest request = ResourceRequest.newInstance(Priority.newInstance(0), ResourceRequest.ANY, resource(c.get("master")), 1);
      request.setNodeLabelExpression(c.get("master").get("label").asText());
      context.setAMContainerResourceRequests(List.of(request));
    }
    try {
      UserGroupInformation.createRemoteUser("hadoop").doAs((PrivilegedExceptionAction<Object>) () ->
          rm.getClientRMService().submitApplication(SubmitApplicationRequest.newInstance(context)));
      return true;
    } catch (Exception e) {
      refused("master", e, answer);
      return false;
    } finally {
      rm.await();
    }
  }

  private void run(JsonNode c, List<SimulatedNode> nodes, ApplicationId application, ObjectNode answer) throws Exception {
    RMAppAttempt attempt = rm.getRMContext().getRMApps().get(application).getCurrentAppAttempt();
    for (int idle = 0; idle < patience(c, nodes) && attempt.getState() != RMAppAttemptState.LAUNCHED; idle++) {
      SimulatedNode.heartbeats(nodes);
    }
    boolean launched = attempt.getState() == RMAppAttemptState.LAUNCHED;
    answer.put("masterRuns", launched);
    if (!launched) {
      answer.put("diagnostics", rm.getRMContext().getRMApps().get(application).getDiagnostics().toString().strip());
      return;
    }
    answer.put("masterMiB", attempt.getMasterContainer().getResource().getMemorySize());
    answer.put("masterNode", indexOf(attempt.getMasterContainer().getNodeId(), nodes));
    try {
      askFor(c, nodes, new SimulatedMaster(rm, attempt), answer);
    } catch (Exception e) {
      refused("containers", e, answer);
    }
  }

  /** Asks for all at once, and lets the nodes send heartbeats until nothing more comes. */
  private void askFor(JsonNode c, List<SimulatedNode> nodes, SimulatedMaster master, ObjectNode answer) throws Exception {
    JsonNode containers = c.get("containers");
    List<ResourceRequest> asks = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      // a priority for each size, as Spark has one for each resource profile
      JsonNode size = containers.get(i);
      asks.add(ResourceRequest.newInstance(Priority.newInstance(i + 1), ResourceRequest.ANY, resource(size), size.get("count").asInt()));
    }
    int[] granted = new int[asks.size()];
    long[] sizes = new long[asks.size()];
    int[][] perNode = new int[nodes.size()][asks.size()];
    master.allocate(asks);
    for (int idle = 0; idle < patience(c, nodes); idle++) {
      SimulatedNode.heartbeats(nodes);
      for (Container container : master.allocate(Collections.emptyList())) {
        int i = container.getPriority().getPriority() - 1;
        granted[i]++;
        sizes[i] = container.getResource().getMemorySize();
        perNode[indexOf(container.getNodeId(), nodes)][i]++;
        idle = -1;
      }
    }
    answer.set("granted", JSON.valueToTree(granted));
    answer.set("containerMiB", JSON.valueToTree(sizes));
    answer.set("perNode", JSON.valueToTree(perNode));
  }

  /** Rounds without anything new that say that nothing more will come: requests without a label wait long before they get labelled nodes. */
  private static int patience(JsonNode c, List<SimulatedNode> nodes) {
    return Settings.labelled(c) ? nodes.size() + 2 : 2;
  }

  private void describeNodes(List<SimulatedNode> nodes, ObjectNode answer) {
    ArrayNode used = answer.putArray("usedMiB");
    for (SimulatedNode node : nodes) {
      SchedulerNode live = ((AbstractYarnScheduler<?, ?>) rm.getResourceScheduler()).getSchedulerNode(node.id);
      used.add(live.getAllocatedResource().getMemorySize());
    }
  }

  private static int indexOf(NodeId id, List<SimulatedNode> nodes) {
    int index = 0;
    while (!nodes.get(index).id.equals(id)) {
      index++;
    }
    return index;
  }

  private static Resource resource(JsonNode n) {
    return Resource.newInstance(n.get("memoryMiB").asLong(), n.get("vCores").asInt());
  }

  /** What was refused, which resource was too large, and YARN's words. */
  private static void refused(String what, Exception e, ObjectNode answer) {
    Throwable t = e;
    while (t instanceof UndeclaredThrowableException && t.getCause() != null) {
      t = t.getCause();
    }
    Matcher resource = REFUSED_RESOURCE.matcher(String.valueOf(t.getMessage()));
    answer.put("refused", what);
    answer.put("refusedResource", resource.find() ? resource.group(1) : null);
    answer.put("message", t.getMessage());
  }
}
