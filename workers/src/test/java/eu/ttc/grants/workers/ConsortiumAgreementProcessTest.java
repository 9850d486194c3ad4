package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
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
import org.junit.jupiter.params.provider.CsvSource;

@EveryPathOf("consortium-agreement")
@ProcessTest
@DisplayName("The agreement signed by all partners")
class ConsortiumAgreementProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String SIGNED = REF + "/agreement";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ConsortiumAgreementProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is concluded, and its money committed, when the last has signed")
  void isConcluded() {
    var signing = offered();

    publish("agreement-signed", SIGNED);

    assertThat(signing)
        .isCompleted()
        .hasCompletedElements("Event_AgreementSigned", "Event_AgreementConcluded")
        .hasNotActivatedElements("Task_RemindSignatories", "Task_LapseAgreement")
        .hasVariable("agreementState", "ACCEPTED");
    assertThat(work.jobsOf(JobTypes.BUDGET_COMMIT)).hasSize(1);
  }

  @Test
  @DisplayName("ends at once when a partner declines")
  void isDeclined() {
    var signing = offered();

    publish("agreement-declined", SIGNED + "/declined");

    assertThat(signing)
        .isCompleted()
        .hasCompletedElement("Event_Declined", 1)
        .hasVariable("agreementState", "LAPSED");
    assertThat(work.jobsOf(JobTypes.BUDGET_COMMIT)).isEmpty();
  }

  @Test
  @DisplayName("reminds once after twenty days, and lapses after thirty")
  void isRemindedAndLapses() {
    work.on(JobTypes.AGREEMENT_LAPSE, in -> state("LAPSED", in.get("acceptanceDeadline")));
    var signing = offered();

    engine.increaseTime(Duration.ofDays(20).plus(A_MOMENT));
    assertThat(signing).hasCompletedElement("Task_RemindSignatories", 1);
    assertThat(work.jobsOf(JobTypes.AGREEMENT_LAPSE)).isEmpty();
    engine.increaseTime(Duration.ofDays(10));

    assertThat(signing)
        .isCompleted()
        .hasCompletedElements("Event_SigningDeadline", "Event_AgreementLapsed")
        .hasVariable("agreementState", "LAPSED");
    assertThat(work.jobsOf(JobTypes.AGREEMENT_REMIND_SIGNATORIES)).hasSize(1);
    assertThat(work.jobsOf(JobTypes.BUDGET_COMMIT)).isEmpty();
  }

  @Test
  @DisplayName("waits on when more time was given, and is concluded by what came in meanwhile")
  void waitsOn() {
    work.on(
        JobTypes.AGREEMENT_LAPSE,
        in -> state("OPEN", work.after(Period.ofDays(30))),
        in -> state("ACCEPTED", in.get("acceptanceDeadline")));
    var signing = offered();

    engine.increaseTime(Duration.ofDays(20).plus(A_MOMENT));
    assertThat(signing).hasCompletedElement("Task_RemindSignatories", 1);
    engine.increaseTime(Duration.ofDays(10));
    assertThat(signing).hasCompletedElement("Task_LapseAgreement", 1);
    assertThat(signing).isWaitingForMessage("agreement-signed", SIGNED);
    engine.increaseTime(Duration.ofDays(31));

    assertThat(signing)
        .isCompleted()
        .hasCompletedElement("Task_LapseAgreement", 2)
        .hasCompletedElement("Event_AgreementConcluded", 1)
        .hasVariable("agreementState", "ACCEPTED");
    assertThat(work.jobsOf(JobTypes.BUDGET_COMMIT)).hasSize(1);
  }

  @Test
  @DisplayName("waits on while an officer decides on more time, which the lead asked for")
  void waitsWhileMoreTimeIsDecided() {
    var signing = offered();

    publish("signing-time-requested", SIGNED + "/extension");
    engine.completeUserTask(
        "Task_DecideOnExtension",
        Map.of("extensionVerdict", "GRANTED", "extensionReasons", "The board meets in June."));

    assertThat(signing)
        .hasCompletedElement("Event_MoreTimeDecided", 1)
        .isWaitingForMessage("agreement-signed", SIGNED);
    assertThat(work.jobsOf(JobTypes.AGREEMENT_RECORD_EXTENSION)).hasSize(1);
    publish("agreement-signed", SIGNED);
    assertThat(signing).isCompleted().hasVariable("agreementState", "ACCEPTED");
  }

  @ParameterizedTest
  @CsvSource({"agreement-signed, '', ACCEPTED", "agreement-declined, /declined, LAPSED"})
  @DisplayName("settles a request for more time when all sign or one declines meanwhile")
  void settlesAnOpenRequest(String message, String suffix, String state) {
    var signing = offered();
    publish("signing-time-requested", SIGNED + "/extension");
    assertThat(byElementId("Task_DecideOnExtension")).isCreated();

    publish(message, SIGNED + suffix);

    assertThat(signing)
        .isCompleted()
        .hasTerminatedElements("Sub_MoreTime")
        .hasVariable("agreementState", state);
  }

  private static MockedWork.Result state(String state, Object deadline) {
    return returning(Map.of("agreementState", state, "acceptanceDeadline", deadline))
        .apply(Map.of());
  }

  private ProcessInstanceEvent offered() {
    var signing =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("consortium-agreement")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef", REF,
                    "scheme", "INNOVATION_FUND",
                    "dossierUrl", "http://localhost/dossiers/F-1"))
            .send()
            .join();
    assertThat(signing).isWaitingForMessage("agreement-signed", SIGNED);
    return signing;
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofHours(1))
        .send()
        .join();
  }
}
