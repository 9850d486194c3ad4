package eu.ttc.grants.outcome;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ModuleTest
class OutcomeReportsModuleTest {

  private static final ReportOutcome RESULTS =
      new ReportOutcome(new BigDecimal("1.5"), 25_000_00L, true, "On the market since May.");

  private final OutcomeReports reports;
  private final ApplicationDesk desk;
  private final TestClock clock;

  OutcomeReportsModuleTest(OutcomeReports reports, ApplicationDesk desk, TestClock clock) {
    this.reports = reports;
    this.desk = desk;
    this.clock = clock;
  }

  @Test
  void resultsAreReportedOnceAfterThePaymentAndAgainAYearLater() {
    var told = anApplication();
    var ref = desk.submit(told);

    ask(ref, 1);
    reports.report(ref, told.applicant(), RESULTS);
    reports.report(ref, told.applicant(), new ReportOutcome(BigDecimal.TEN, 0L, false, null));
    ask(ref, 2);
    var second =
        reports.report(ref, told.applicant(), new ReportOutcome(BigDecimal.ONE, 0L, false, null));

    assertThat(second.number()).isEqualTo(2);
    assertThat(reports.of(ref))
        .extracting(OutcomeReport::state)
        .containsExactly(OutcomeState.REPORTED, OutcomeState.REPORTED);
    assertThat(reports.of(ref).getFirst().indicators().jobsCreated()).isEqualByComparingTo("1.5");
    assertThat(desk.events(ref)).filteredOn("RESULTS_REPORTED"::equals).hasSize(2);
  }

  @Test
  void whatIsNotReportedInTimeIsMissingAndCannotBeReportedAnyMore() {
    var told = anApplication();
    var ref = desk.submit(told);
    assertThatThrownBy(() -> reports.report(ref, told.applicant(), RESULTS))
        .isInstanceOf(NotNow.class);

    ask(ref, 1);
    var early = reports.close(ref, 1, passageOf("outcome.close"));
    assertThat(early.state()).isEqualTo(OutcomeState.OPEN);
    assertThat(early.dueAt()).isAfter(OffsetDateTime.now(clock));
    clock.advance(Duration.ofDays(31));
    var late = reports.close(ref, 1, passageOf("outcome.close"));

    assertThat(late).isEqualTo(new OutcomeCheck(OutcomeState.MISSING, null));
    assertThat(reports.of(ref).getFirst().state()).isEqualTo(OutcomeState.MISSING);
    assertThatThrownBy(() -> reports.report(ref, told.applicant(), RESULTS))
        .isInstanceOf(NotNow.class);
    assertThat(desk.events(ref)).containsOnlyOnce("RESULTS_MISSING");
  }

  @Test
  void aReportThatCameWithTheDeadlineStays() {
    var told = anApplication();
    var ref = desk.submit(told);
    ask(ref, 1);
    reports.report(ref, told.applicant(), RESULTS);

    reports.close(ref, 1, passageOf("outcome.close"));

    assertThat(reports.of(ref).getFirst().state()).isEqualTo(OutcomeState.REPORTED);
    assertThat(desk.events(ref)).doesNotContain("RESULTS_MISSING");
  }

  @Test
  void somebodyElsesResultsAreNotReported() {
    var ref = desk.submit(anApplication());
    ask(ref, 1);

    assertThatThrownBy(() -> reports.report(ref, "somebody", RESULTS)).isInstanceOf(Unknown.class);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-,      0,               true,  jobsCreated,             required",
        "-0.01,  0,               true,  jobsCreated,             range",
        "10000.01, 0,             true,  jobsCreated,             range",
        "1.005,  0,               true,  jobsCreated,             scale",
        "1,      -,               true,  followOnInvestmentCents, required",
        "1,      -1,              true,  followOnInvestmentCents, range",
        "1,      10000000000001,  true,  followOnInvestmentCents, range",
        "1,      0,               -,     productLaunched,         required"
      })
  void impossibleIndicatorsAreToldByName(
      @Nullable BigDecimal jobs,
      @Nullable Long investment,
      @Nullable Boolean product,
      String field,
      String rule) {
    var told = anApplication();
    var ref = desk.submit(told);
    ask(ref, 1);

    assertThatThrownBy(
            () ->
                reports.report(
                    ref, told.applicant(), new ReportOutcome(jobs, investment, product, null)))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting(FieldProblem::field, FieldProblem::rule)
                    .containsExactly(tuple(field, rule)));
    assertThat(reports.of(ref).getFirst().state()).isEqualTo(OutcomeState.OPEN);
  }

  private void ask(ApplicationRef ref, int number) {
    reports.ask(ref, number, OffsetDateTime.now(clock).plusDays(30), passageOf("outcome.ask"));
  }
}
