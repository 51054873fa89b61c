package yarnjudge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads cases as JSON lines, asks the real CapacityScheduler, writes its verdicts as JSON lines in the same order.
 *
 * <p>A case: {id, nodes: [{count, memoryMiB, vCores, label?}], minimumAllocationMiB, maximumAllocationMiB?, calculator: default|dominant, master: {memoryMiB, vCores,
 * label?}, containers: [{count, memoryMiB, vCores}]}.
 */
public final class YarnJudge {
  private static final ObjectMapper JSON = new ObjectMapper();

  private YarnJudge() {}

  public static void main(String[] args) {
    int status = 1;
    try {
      judgeAll();
      status = 0;
    } catch (Throwable t) {
      t.printStackTrace();
    }
    System.exit(status); // the ResourceManager leaves non-daemon threads behind
  }

  private static void judgeAll() throws Exception {
    PrintStream out = System.out;
    System.setOut(System.err); // whatever a library prints must not enter the answer
    List<JsonNode> cases = readCases();
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < cases.size(); i++) {
      groups.computeIfAbsent(Settings.keyOf(cases.get(i)), key -> new ArrayList<>()).add(i);
    }
    String[] answers = new String[cases.size()];
    for (List<Integer> group : groups.values()) {
      judgeGroup(cases, group, answers);
    }
    for (String answer : answers) {
      out.println(answer);
    }
    out.flush();
  }

  /** One ResourceManager serves all cases of the same settings; there can be only one at a time, because its limits are static. */
  private static void judgeGroup(List<JsonNode> cases, List<Integer> group, String[] answers) throws Exception {
    JudgeResourceManager rm = new JudgeResourceManager(Settings.of(cases.get(group.get(0))));
    SimulatedCluster cluster = new SimulatedCluster(rm);
    for (int i : group) {
      answers[i] = JSON.writeValueAsString(cluster.judge(cases.get(i)));
    }
    rm.stop();
  }

  private static List<JsonNode> readCases() throws Exception {
    List<JsonNode> cases = new ArrayList<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        cases.add(JSON.readTree(line));
      }
    }
    return cases;
  }
}
