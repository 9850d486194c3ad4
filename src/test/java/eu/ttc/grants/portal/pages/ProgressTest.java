package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.HistoryEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The step bar shows how far an application has come")
class ProgressTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SUBMITTED                                        | CHECKED NOW
          SUBMITTED INFO_REQUESTED                         | CHECKED NOW
          SUBMITTED COMPLETE                               | CHECKED NOW
          SUBMITTED COMPLETE ELIGIBLE                      | EVALUATED NOW
          SUBMITTED COMPLETE ELIGIBLE EVALUATED            | DECIDED NOW
          EVALUATED APPROVED                               | AGREED NOW
          APPROVED CONTRACTED                              | WORKED NOW
          CONTRACTED RUNNING                               | WORKED NOW
          RUNNING FINAL_REPORTED                           | PAID NOW
          SUBMITTED REJECTED                               | CHECKED STOPPED
          SUBMITTED COMPLETE ELIGIBLE EVALUATED REJECTED   | DECIDED STOPPED
          EVALUATED REJECTED UNDER_APPEAL                  | DECIDED NOW
          EVALUATED APPROVED LAPSED                        | AGREED STOPPED
          CONTRACTED RUNNING TERMINATED                    | WORKED STOPPED
          SUBMITTED COMPLETE WITHDRAWN                     | CHECKED STOPPED
          DRAFT WITHDRAWN                                  | RECEIVED STOPPED
          """)
  void oneStepIsUnderWay(String statuses, String expected) {
    var history = history(statuses.split(" "));

    var progress = Progress.of(history.getLast().status(), history);

    var current = expected.split(" ");
    var at = Progress.Stage.valueOf(current[0]);
    for (var step : progress.steps()) {
      var wanted =
          step.stage() == at
              ? Progress.State.valueOf(current[1])
              : step.stage().compareTo(at) < 0 ? Progress.State.DONE : Progress.State.AHEAD;
      assertThat(step.state()).as(step.stage().name()).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @CsvSource({"CLOSED, DONE", "FINAL_REPORTED, NOW"})
  void afterThePaymentOnlyTheClosureIsLeft(ApplicationStatus status, Progress.State closure) {
    var history = new ArrayList<>(history("RUNNING", "FINAL_REPORTED"));
    history.add(entry(3, status, "PAYMENT_BOOKED"));

    var progress = Progress.of(status, history);

    assertThat(progress.steps().get(Progress.Stage.PAID.ordinal()).state())
        .isEqualTo(Progress.State.DONE);
    assertThat(progress.steps().getLast().state()).isEqualTo(closure);
  }

  private static List<HistoryEntry> history(String... statuses) {
    return Arrays.stream(statuses)
        .map(status -> entry(1, ApplicationStatus.valueOf(status), "MOVED"))
        .toList();
  }

  private static HistoryEntry entry(int number, ApplicationStatus status, String event) {
    return new HistoryEntry(number, status, event, "system", null, Instant.EPOCH);
  }
}
