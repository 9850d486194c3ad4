package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one path of setting a deadline, for every row of its table. */
@EveryPathOf("set-deadline")
@ProcessTest
@DisplayName("A deadline")
class SetDeadlineProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;

  SetDeadlineProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @ParameterizedTest(name = "{0} of {1}: {2}{3}")
  @CsvSource({
    "BUSINESS_SUPPORT_VISIT, VOUCHER, P30D,",
    "BUSINESS_SUPPORT_VISIT, INNOVATION_FUND, P30D,",
    "AGREEMENT_ACCEPTANCE, VOUCHER, P14D,",
    "EXECUTION, VOUCHER, P6M,",
    "INFORMATION_REQUEST, VOUCHER, , 10",
    "INFORMATION_REMINDER, VOUCHER, , 5",
    "INFORMATION_REQUEST, INNOVATION_FUND, , 20",
    "INFORMATION_REMINDER, INNOVATION_FUND, , 10",
    "CONSORTIUM_CONFIRMATION, INNOVATION_FUND, , 15",
    "CONSORTIUM_REMINDER, INNOVATION_FUND, , 8",
    "APPEAL, VOUCHER, P6W,",
    "APPEAL, INNOVATION_FUND, P6W,",
    "APPEAL_DECISION, VOUCHER, P6W,",
    "APPEAL_DECISION_EXTENSION, VOUCHER, P6W,",
    "APPEAL_DECISION_REMINDER, VOUCHER, P4W,",
    "ANYTHING_ELSE, VOUCHER, , 20",
    "EXECUTION, ANOTHER_SCHEME, , 20",
    "CLAIM_PAYMENT, INNOVATION_FUND, P80D,"
  })
  @DisplayName("is as far away as the table says")
  void isComputedFromTheTable(String step, String scheme, String duration, Integer workingDays) {
    var work = new MockedWork(engine);
    work.on(JobTypes.DEADLINE_COMPUTE, returning(Map.of("deadline", "2027-01-15T23:59:59+01:00")));

    var instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("set-deadline")
            .latestVersion()
            .variables(Map.of("step", step, "scheme", scheme, "applicationRef", "V-2026-000123"))
            .send()
            .join();

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_LookUpPeriod", "Task_ComputeDeadline", "Event_DeadlineSet")
        .hasVariable("deadline", "2027-01-15T23:59:59+01:00");
    var period = new HashMap<String, Object>();
    period.put("duration", duration);
    period.put("workingDays", workingDays);
    assertThat(work.jobsOf(JobTypes.DEADLINE_COMPUTE))
        .singleElement()
        .extracting("period")
        .isEqualTo(period);
  }
}
