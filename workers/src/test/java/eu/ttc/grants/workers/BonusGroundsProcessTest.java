package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("bonus-grounds")
@ProcessTest
@DisplayName("What may raise the aid")
class BonusGroundsProcessTest {

  private static final Map<String, Object> CLAIM =
      Map.of("claimNumber", 1, "claimKind", "ASSISTED_AREA", "partner", 2, "claimed", "C");

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  BonusGroundsProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is asked of nobody when nothing is claimed")
  void nothingClaimed() {
    assertThat(start())
        .isCompleted()
        .hasCompletedElements("Event_NothingToVerify")
        .hasNotActivatedElements("Task_VerifyBonusGrounds");
  }

  @Test
  @DisplayName("is verified by a programme officer, and comes back when a reason is missing")
  void verified() {
    work.on(
        JobTypes.CONSORTIUM_LIST_BONUS_CLAIMS, returning(Map.of("bonusClaims", List.of(CLAIM))));
    work.on(
        JobTypes.CONSORTIUM_RECORD_BONUS_FINDINGS,
        throwing("FINDINGS_NOT_ALLOWED", Map.of("problem", "Statement 1: say why it is not so.")),
        returning(Map.of()));
    var verifying = start();
    assertThat(byElementId("Task_VerifyBonusGrounds"))
        .isCreated()
        .hasCandidateGroup("programme-officers");
    verify("");
    assertThat(verifying)
        .hasCompletedElement("Event_FindingsNotAllowed", 1)
        .hasActiveElements("Task_VerifyBonusGrounds");
    verify("The map shows none.");

    assertThat(verifying).isCompleted().hasCompletedElements("Event_GroundsVerified");
    assertThat(work.jobsOf(JobTypes.CONSORTIUM_RECORD_BONUS_FINDINGS).getLast())
        .extracting("bonusClaims")
        .asInstanceOf(list(Map.class))
        .singleElement()
        .satisfies(claim -> assertThat(claim).containsEntry("claimReason", "The map shows none."));
  }

  private void verify(String reason) {
    engine.completeUserTask(
        "Task_VerifyBonusGrounds",
        Map.of(
            "bonusClaims",
            List.of(
                Map.of(
                    "claimNumber",
                    1,
                    "claimKind",
                    "ASSISTED_AREA",
                    "partner",
                    2,
                    "claimed",
                    "C",
                    "claimVerdict",
                    "REFUSED",
                    "claimReason",
                    reason))));
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("bonus-grounds")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef", "F-2026-000045",
                "scheme", "INNOVATION_FUND",
                "dossierUrl", "http://x"))
        .send()
        .join();
  }
}
