package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("grant-claim-verification")
@ProcessTest
@DisplayName("A claim of a grant that is verified")
class GrantClaimVerificationProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  GrantClaimVerificationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is judged cost by cost, and to be paid within 80 days")
  void isJudged() {
    begin();
    var before = engine.getCurrentTime();
    verify();

    verification()
        .isCompleted()
        .hasVariable("claimOutcome", "TO_PAY")
        .hasCompletedElementsInOrder(
            "Call_PayBy",
            "Task_PrepareVerification",
            "Task_VerifyGrantClaim",
            "Task_RecordGrantVerification",
            "Event_VerificationRecorded")
        .hasNotActivatedElements("Event_VerificationNotAllowed");
    assertThat(
            OffsetDateTime.parse(
                    String.valueOf(
                        work.jobsOf(JobTypes.CLAIM_PREPARE_GRANT_VERIFICATION)
                            .getFirst()
                            .get("payBy")))
                .toInstant())
        .isBetween(before.plus(Duration.ofDays(79)), before.plus(Duration.ofDays(81)));
    assertThat(work.jobsOf(JobTypes.DEADLINE_COMPUTE).getFirst())
        .as("never later than the 80th day")
        .containsEntry("dayOff", "BEFORE");
    assertThat(work.jobsOf(JobTypes.CLAIM_RECORD_GRANT_VERIFICATION).getFirst())
        .containsKeys("claimVerdict", "claimCosts", "verificationFindings");
  }

  @Test
  @DisplayName("comes back to the officer with what keeps it from being recorded")
  void comesBack() {
    work.on(
        JobTypes.CLAIM_RECORD_GRANT_VERIFICATION,
        throwing("VERIFICATION_NOT_ALLOWED", Map.of("problem", "Progress report 1 is overdue.")),
        returning(Map.of("claimOutcome", "NOTHING_DUE")));
    begin();
    verify();
    verification()
        .hasVariable("problem", "Progress report 1 is overdue.")
        .hasActiveElements("Task_VerifyGrantClaim");
    verify();

    verification()
        .isCompleted()
        .hasCompletedElement("Task_VerifyGrantClaim", 2)
        .hasCompletedElement("Task_PrepareVerification", 1);
  }

  private void begin() {
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("grant-claim-verification")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef",
                    REF,
                    "scheme",
                    "INNOVATION_FUND",
                    "dossierUrl",
                    "http://x",
                    "claimNumber",
                    1))
            .send()
            .join();
  }

  private ProcessInstanceAssert verification() {
    return assertThat(byKey(instance.getProcessInstanceKey()));
  }

  private void verify() {
    verification().hasActiveElements("Task_VerifyGrantClaim");
    engine.completeUserTask(
        "Task_VerifyGrantClaim",
        Map.of(
            "claimVerdict",
            "ACCEPTED",
            "claimCosts",
            List.of(Map.of("costNumber", "1.1", "costVerdict", "ACCEPTED")),
            "verificationFindings",
            "Seen all of it."));
  }
}
