package yarnjudge;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.resourcemanager.scheduler.capacity.CapacityScheduler;

/** YARN's settings of a case. */
final class Settings {
  static final String CORE = "CORE";
  private static final String SCHEDULER = "yarn.scheduler.capacity.";
  private static final long NO_MAXIMUM = 1L << 30;
  private static final int NO_MAXIMUM_VCORES = 1 << 20;

  private Settings() {}

  /** Cases of the same key can share a ResourceManager. */
  static String keyOf(JsonNode c) {
    return c.get("minimumAllocationMiB") + "/" + maximum(c) + "/" + c.get("calculator") + "/" + labelled(c);
  }

  static Configuration of(JsonNode c) throws Exception {
    Configuration conf = new YarnConfiguration();
    conf.set(YarnConfiguration.RM_SCHEDULER, CapacityScheduler.class.getName());
    conf.setLong(YarnConfiguration.RM_SCHEDULER_MINIMUM_ALLOCATION_MB, c.get("minimumAllocationMiB").asLong());
    conf.setLong(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_MB, maximum(c));
    conf.setInt(YarnConfiguration.RM_SCHEDULER_MAXIMUM_ALLOCATION_VCORES, NO_MAXIMUM_VCORES);
    String calculator = "dominant".equals(c.get("calculator").asText()) ? "DominantResourceCalculator" : "DefaultResourceCalculator";
    conf.set(SCHEDULER + "resource-calculator", "org.apache.hadoop.yarn.util.resource." + calculator);
    conf.set(SCHEDULER + "root.queues", "default");
    conf.set(SCHEDULER + "root.default.capacity", "100");
    // a cluster that has been up for more than ten seconds: its largest node bounds the largest container
    conf.setLong(YarnConfiguration.RM_WORK_PRESERVING_RECOVERY_SCHEDULING_WAIT_MS, -1);
    conf.setBoolean(YarnConfiguration.RECOVERY_ENABLED, false);
    conf.setBoolean("hadoop.security.token.service.use_ip", true);
    conf.setInt(YarnConfiguration.RM_MAX_COMPLETED_APPLICATIONS, 5); // those of former cases only cost time
    if (labelled(c)) {
      label(conf);
    }
    return conf;
  }

  /** Node labels as EMR has them: CORE, shared with requests that name no label. */
  private static void label(Configuration conf) throws Exception {
    conf.setBoolean(YarnConfiguration.NODE_LABELS_ENABLED, true);
    conf.set(YarnConfiguration.FS_NODE_LABELS_STORE_ROOT_DIR, Files.createTempDirectory("labels").toUri().toString());
    for (String queue : new String[] {"root", "root.default"}) {
      conf.set(SCHEDULER + queue + ".accessible-node-labels", "*");
      conf.set(SCHEDULER + queue + ".accessible-node-labels." + CORE + ".capacity", "100");
    }
  }

  static boolean labelled(JsonNode c) {
    for (JsonNode nodes : c.get("nodes")) {
      if (nodes.hasNonNull("label")) {
        return true;
      }
    }
    return false;
  }

  /** The scheduler never allows more than its largest node has, so every maximum from there on is the same one. */
  private static long maximum(JsonNode c) {
    long largest = 0;
    for (JsonNode nodes : c.get("nodes")) {
      largest = Math.max(largest, nodes.get("memoryMiB").asLong());
    }
    long stated = c.path("maximumAllocationMiB").asLong(NO_MAXIMUM);
    return stated >= largest ? NO_MAXIMUM : stated;
  }
}
