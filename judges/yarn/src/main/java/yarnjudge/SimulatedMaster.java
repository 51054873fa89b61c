package yarnjudge;

import java.security.PrivilegedExceptionAction;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.server.resourcemanager.rmapp.attempt.RMAppAttempt;

/** Spark's side: registers, and asks over ApplicationMasterProtocol. */
final class SimulatedMaster {
  private final JudgeResourceManager rm;
  private final UserGroupInformation user;
  private int responseId;

  SimulatedMaster(JudgeResourceManager rm, RMAppAttempt attempt) throws Exception {
    this.rm = rm;
    user = UserGroupInformation.createRemoteUser(attempt.getAppAttemptId().toString());
    user.addTokenIdentifier(attempt.getAMRMToken().decodeIdentifier());
    user.doAs((PrivilegedExceptionAction<Object>) () ->
        rm.getApplicationMasterService().registerApplicationMaster(RegisterApplicationMasterRequest.newInstance("10.0.0.1", 1, "")));
    rm.await();
  }

  List<Container> allocate(List<ResourceRequest> asks) throws Exception {
    AllocateRequest request = AllocateRequest.newInstance(responseId, 0f, asks, Collections.emptyList(), null);
    AllocateResponse response =
        user.doAs((PrivilegedExceptionAction<AllocateResponse>) () -> rm.getApplicationMasterService().allocate(request));
    responseId = response.getResponseId();
    rm.await();
    return response.getAllocatedContainers();
  }
}
