package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryPathOf("reduced-grant")
@ProcessTest
@DisplayName("The offer of a reduced grant")
class ReducedGrantProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String KEY = REF + "/reduced-grant/1";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  ReducedGrantProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void offered() {
    work = new MockedWork(engine);
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("reduced-grant")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef", REF, "scheme", "INNOVATION_FUND", "dossierUrl", "http://x"))
            .send()
            .join();
    offer().isWaitingForMessage("reduced-grant-answered", KEY);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ACCEPTED", "DECLINED"})
  @DisplayName("ends with the applicant's answer, which is read from the dossier")
  void isAnswered(String answer) {
    work.on(JobTypes.COFUNDING_CHECK_REDUCED_GRANT, returning(Map.of("reducedGrantState", answer)));

    client
        .newPublishMessageCommand()
        .messageName("reduced-grant-answered")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();

    offer()
        .isCompleted()
        .hasCompletedElements("Event_ReducedGrantAnswered", "Task_ReadAnswer", "Event_OfferSettled")
        .hasVariable("reducedGrantState", answer)
        .hasNotActivatedElements("Task_RemindOfOffer", "Event_OfferDeadline");
  }

  @Test
  @DisplayName("is reminded of once, a week before it lapses")
  void isRemindedAndLapses() {
    engine.increaseTime(Duration.ofDays(6));
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND)).isEmpty();
    engine.increaseTime(Duration.ofDays(1).plus(A_MOMENT));
    offer().hasCompletedElement("Task_RemindOfOffer", 1);
    engine.increaseTime(Duration.ofDays(6));
    assertThat(work.jobsOf(JobTypes.COFUNDING_CHECK_REDUCED_GRANT)).isEmpty();
    engine.increaseTime(Duration.ofDays(1));

    offer()
        .isCompleted()
        .hasCompletedElements("Event_OfferDeadline", "Event_OfferSettled")
        .hasVariable("reducedGrantState", "LAPSED")
        .hasNotActivatedElements("Event_ReducedGrantAnswered");
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("reminderKind", "REDUCED_GRANT_DUE"));
  }

  @Test
  @DisplayName("waits on when the deadline was moved")
  void waitsOnWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.COFUNDING_CHECK_REDUCED_GRANT,
        in ->
            returning(
                    Map.of(
                        "reducedGrantState",
                        "OPEN",
                        "reducedGrantDeadline",
                        work.after(Period.ofDays(7))))
                .apply(in),
        returning(Map.of("reducedGrantState", "LAPSED")));
    engine.increaseTime(Duration.ofDays(7).plus(A_MOMENT));
    offer().hasCompletedElement("Task_RemindOfOffer", 1);
    engine.increaseTime(Duration.ofDays(7));
    offer().hasCompletedElement("Task_ReadAnswer", 1);
    offer().isWaitingForMessage("reduced-grant-answered", KEY);
    engine.increaseTime(Duration.ofDays(7));

    offer()
        .isCompleted()
        .hasCompletedElement("Task_ReadAnswer", 2)
        .hasVariable("reducedGrantState", "LAPSED");
  }

  private ProcessInstanceAssert offer() {
    return assertThat(instance);
  }
}
