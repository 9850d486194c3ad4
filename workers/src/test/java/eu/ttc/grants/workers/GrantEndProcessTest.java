package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of what follows when a grant ends before its final claim was accepted. */
@EveryPathOf(
    value = "grant-end",
    mocking = {"payout", "overpayment"})
@ProcessTest
@DisplayName("A grant that ended early")
class GrantEndProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  GrantEndProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.onCall("payout", returning(Map.of()));
    work.onCall("overpayment", returning(Map.of()));
  }

  @Test
  @DisplayName("is paid what was verified before, for the claim with which it was settled")
  void isPaidWhatIsOwed() {
    begin("LAST_PAYMENT");

    ended().isCompleted().hasCompletedElements("Event_OwedPaid");
    assertThat(work.callsOf("payout"))
        .singleElement()
        .satisfies(
            call -> assertThat(call).containsEntry("claimNumber", 2).containsEntry("scheme", "F"));
    assertThat(work.callsOf("overpayment")).isEmpty();
  }

  @Test
  @DisplayName("gives back what was paid and not earned, without a suspicion")
  void givesTheOverpaymentBack() {
    begin("OVERPAID");

    ended().isCompleted().hasCompletedElements("Event_OverpaymentBack");
    assertThat(work.callsOf("overpayment"))
        .singleElement()
        .satisfies(
            call ->
                assertThat(call)
                    .containsEntry("applicationRef", REF)
                    .containsEntry("dossierUrl", "http://x"));
    assertThat(work.callsOf("payout")).isEmpty();
  }

  @Test
  @DisplayName("is over at once when nothing is left")
  void isOverWhenNothingIsLeft() {
    begin("SETTLED");

    ended().isCompleted().hasCompletedElements("Event_NothingLeft");
    assertThat(work.callsOf("payout")).isEmpty();
    assertThat(work.callsOf("overpayment")).isEmpty();
  }

  private void begin(String outcome) {
    work.on(
        JobTypes.CLAIM_FIND_GRANT_END,
        returning(Map.of("claimNumber", 2, "claimOutcome", outcome)));
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("grant-end")
            .latestVersion()
            .variables(Map.of("applicationRef", REF, "scheme", "F", "dossierUrl", "http://x"))
            .send()
            .join();
  }

  private ProcessInstanceAssert ended() {
    return assertThat(byKey(instance.getProcessInstanceKey()));
  }
}
