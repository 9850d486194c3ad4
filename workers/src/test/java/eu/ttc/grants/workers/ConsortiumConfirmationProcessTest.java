package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.round;
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

@EveryPathOf("consortium-confirmation")
@ProcessTest
@DisplayName("The confirmation by the partners")
class ConsortiumConfirmationProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String KEY = REF + "/consortium/1";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ConsortiumConfirmationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"CONFIRMED", "DECLINED"})
  @DisplayName("ends when all have confirmed, or one declined")
  void isSettled(String state) {
    var asking = asked();
    work.on(JobTypes.CONSORTIUM_CHECK, in -> round(state, in.get("consortiumDeadline")));

    client
        .newPublishMessageCommand()
        .messageName("consortium-settled")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();

    assertThat(asking)
        .isCompleted()
        .hasCompletedElements("Event_ConsortiumSettled", "Task_CheckConsortium")
        .hasVariable("consortiumState", state)
        .hasNotActivatedElements("Task_RemindPartners", "Event_ConfirmationDeadline");
  }

  @Test
  @DisplayName("reminds once, and lapses when the time is over")
  void isRemindedAndLapses() {
    var asking = asked();

    engine.increaseTime(Duration.ofDays(8).plus(A_MOMENT));
    assertThat(asking).hasCompletedElement("Task_RemindPartners", 1);
    engine.increaseTime(Duration.ofDays(6));
    assertThat(work.jobsOf(JobTypes.CONSORTIUM_CHECK)).isEmpty();
    engine.increaseTime(Duration.ofDays(1));

    assertThat(asking)
        .isCompleted()
        .hasCompletedElements("Event_ConfirmationDeadline", "Event_ConsortiumKnown")
        .hasVariable("consortiumState", "LAPSED");
    assertThat(work.jobsOf(JobTypes.CONSORTIUM_REMIND)).hasSize(1);
  }

  @Test
  @DisplayName("waits on when the deadline was moved")
  void waitsOnWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.CONSORTIUM_CHECK,
        in -> round("OPEN", work.after(Period.ofDays(7))),
        in -> round("LAPSED", in.get("consortiumDeadline")));
    var asking = asked();

    engine.increaseTime(Duration.ofDays(8).plus(A_MOMENT));
    assertThat(asking).hasCompletedElement("Task_RemindPartners", 1);
    engine.increaseTime(Duration.ofDays(7));
    assertThat(asking).hasCompletedElement("Task_CheckConsortium", 1);
    assertThat(asking).isWaitingForMessage("consortium-settled", KEY);
    engine.increaseTime(Duration.ofDays(7));

    assertThat(asking)
        .isCompleted()
        .hasCompletedElement("Task_CheckConsortium", 2)
        .hasVariable("consortiumState", "LAPSED");
  }

  @Test
  @DisplayName("asks nobody again about a dossier that all confirmed")
  void asksNobodyAgain() {
    work.on(JobTypes.CONSORTIUM_ASK, in -> round("CONFIRMED", in.get("consortiumDeadline")));

    assertThat(start())
        .isCompleted()
        .hasVariable("consortiumState", "CONFIRMED")
        .hasNotActivatedElements("Gateway_AnsweredInTime", "Task_CheckConsortium");
  }

  private ProcessInstanceEvent asked() {
    var asking = start();
    assertThat(asking).isWaitingForMessage("consortium-settled", KEY);
    return asking;
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("consortium-confirmation")
        .latestVersion()
        .variables(Map.of("applicationRef", REF, "scheme", "INNOVATION_FUND"))
        .send()
        .join();
  }
}
