package eu.ttc.grants.support;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The report of a visit planned on 2 November, on 25 November")
class VisitReportTest {

  private static final LocalDate PLANNED = LocalDate.of(2026, 11, 2);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  @ParameterizedTest(name = "visited on {0}: {1}")
  @CsvSource({
    "2026-11-02,",
    "2026-11-25,",
    "2026-11-01, planned on 2026-11-02",
    "1026-11-25, planned on 2026-11-02",
    "2026-11-26, today is 2026-11-25",
    ", on which day"
  })
  void dayLiesBetweenPlanAndToday(@Nullable LocalDate day, @Nullable String problem) {
    var found = new Held(day, "Test it.", "", "").problem(PLANNED, TODAY);

    if (problem == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).hasValueSatisfying(told -> assertThat(told).contains(problem));
    }
  }

  @Test
  void adviceIsNeededAndSuggestionsAreNot() {
    assertThat(new Held(TODAY, " ", "x", "x").problem(PLANNED, TODAY))
        .contains("Please fill in the advice.");
    assertThat(new Held(TODAY, "x", "", "").problem(PLANNED, TODAY)).isEmpty();
  }

  @Test
  void textsHaveAnEnd() {
    var longest = "x".repeat(4000);
    var tooLong = longest + "x";

    assertThat(new Held(TODAY, longest, longest, longest).problem(PLANNED, TODAY)).isEmpty();
    assertThat(new Held(TODAY, tooLong, "", "").problem(PLANNED, TODAY))
        .contains("Please shorten the advice to 4000 characters; it has 4001.");
    assertThat(new Held(TODAY, "x", tooLong, "").problem(PLANNED, TODAY))
        .hasValueSatisfying(told -> assertThat(told).contains("partners"));
    assertThat(new Held(TODAY, "x", "", tooLong).problem(PLANNED, TODAY))
        .hasValueSatisfying(told -> assertThat(told).contains("funding"));
  }

  @Test
  void noVisitNeedsAReason() {
    assertThat(new NotHeld("The firm did not want one.").problem(PLANNED, TODAY)).isEmpty();
    assertThat(new NotHeld("").problem(PLANNED, TODAY)).contains("Please fill in the reason.");
    assertThat(new NotHeld("x".repeat(4001)).problem(PLANNED, TODAY)).isPresent();
  }
}
