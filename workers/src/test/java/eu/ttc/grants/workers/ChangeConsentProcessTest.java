package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.consents;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryPathOf("change-consent")
@ProcessTest
@DisplayName("The consent of partners to a change")
class ChangeConsentProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String KEY = REF + "/change/2/consents";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ChangeConsentProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.on(JobTypes.AMENDMENT_ASK_CONSENTS, in -> consents("OPEN", in.get("consentDeadline")));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GIVEN", "REFUSED"})
  @DisplayName("ends when all have consented, or one refused")
  void isSettled(String state) {
    var asking = asked();
    work.on(JobTypes.AMENDMENT_CHECK_CONSENTS, in -> consents(state, in.get("consentDeadline")));

    client
        .newPublishMessageCommand()
        .messageName("consents-settled")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();

    assertThat(asking)
        .isCompleted()
        .hasCompletedElements("Event_ConsentsSettled", "Task_CheckConsents")
        .hasVariable("consentState", state)
        .hasNotActivatedElements("Task_RemindPartners", "Event_ConsentDeadline");
  }

  @Test
  @DisplayName("reminds once, and lapses when the time is over")
  void isRemindedAndLapses() {
    var asking = asked();

    engine.increaseTime(Duration.ofDays(5).plus(A_MOMENT));
    assertThat(asking).hasCompletedElement("Task_RemindPartners", 1);
    engine.increaseTime(Duration.ofDays(4));
    assertThat(work.jobsOf(JobTypes.AMENDMENT_CHECK_CONSENTS)).isEmpty();
    engine.increaseTime(Duration.ofDays(1));

    assertThat(asking)
        .isCompleted()
        .hasCompletedElements("Event_ConsentDeadline", "Event_ConsentsKnown")
        .hasVariable("consentState", "LAPSED");
    assertThat(work.jobsOf(JobTypes.AMENDMENT_REMIND_PARTNERS)).hasSize(1);
  }

  @Test
  @DisplayName("waits on when the deadline was moved")
  void waitsOnWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.AMENDMENT_CHECK_CONSENTS,
        in -> consents("OPEN", work.after(Period.ofDays(7))),
        in -> consents("LAPSED", in.get("consentDeadline")));
    var asking = asked();

    engine.increaseTime(Duration.ofDays(5).plus(A_MOMENT));
    assertThat(asking).hasCompletedElement("Task_RemindPartners", 1);
    engine.increaseTime(Duration.ofDays(7));
    assertThat(asking).hasCompletedElement("Task_CheckConsents", 1);
    assertThat(asking).isWaitingForMessage("consents-settled", KEY);
    engine.increaseTime(Duration.ofDays(7));

    assertThat(asking)
        .isCompleted()
        .hasCompletedElement("Task_CheckConsents", 2)
        .hasVariable("consentState", "LAPSED");
  }

  @Test
  @DisplayName("asks nobody when only the lead is concerned")
  void asksNobody() {
    work.on(JobTypes.AMENDMENT_ASK_CONSENTS, in -> consents("GIVEN", in.get("consentDeadline")));

    assertThat(start())
        .isCompleted()
        .hasVariable("consentState", "GIVEN")
        .hasNotActivatedElements("Gateway_AnsweredInTime", "Task_CheckConsents");
  }

  private ProcessInstanceEvent asked() {
    var asking = start();
    assertThat(asking).isWaitingForMessage("consents-settled", KEY);
    return asking;
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("change-consent")
        .latestVersion()
        .variables(Map.of("applicationRef", REF, "scheme", "INNOVATION_FUND", "changeNumber", 2))
        .send()
        .join();
  }
}
