package eu.ttc.grants.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {

  private final WorkingDays workingDays = new WorkingDays();

  @ParameterizedTest(name = "{0} and {1} end on {2}: {3}")
  @CsvSource({
    "2026-11-24, P14D, 2026-12-08, a Tuesday",
    "2026-11-28, P14D, 2026-12-14, the 12th is a Saturday",
    "2026-12-11, P14D, 2026-12-28, Christmas is a Friday and the 26th a Saturday",
    "2026-08-31, P6M, 2027-03-01, February has no 31st and the 28th is a Sunday",
    "2027-04-13, P14D, 2027-04-28, King's Day on Tuesday 27 April"
  })
  void calendarTermsEndOnAWorkingDay(
      LocalDate from, String duration, LocalDate end, String because) {
    assertThat(workingDays.after(from, new Term(duration, null))).as(because).isEqualTo(end);
  }

  @ParameterizedTest(name = "{0} and at most {1} end on {2}: {3}")
  @CsvSource({
    "2026-11-26, P80D, 2027-02-12, the 80th day is Sunday 14 February",
    "2026-11-25, P80D, 2027-02-12, the 80th day is Saturday 13 February",
    "2026-11-24, P80D, 2027-02-12, a Friday",
    "2026-11-27, P80D, 2027-02-15, a Monday",
    "2026-10-06, P80D, 2026-12-24, Christmas is a Friday"
  })
  void theMostThatMayPassEndsOnAWorkingDayBefore(
      LocalDate from, String duration, LocalDate end, String because) {
    assertThat(workingDays.after(from, new Term(duration, null, Term.DayOff.BEFORE)))
        .as(because)
        .isEqualTo(end);
  }

  @ParameterizedTest(name = "{0} and {1} working days end on {2}: {3}")
  @CsvSource({
    "2026-11-24, 1, 2026-11-25, the first day does not count",
    "2026-11-27, 1, 2026-11-30, over a weekend",
    "2026-11-24, 10, 2026-12-08, two weeks",
    "2026-12-24, 1, 2026-12-28, over both days of Christmas",
    "2027-03-26, 1, 2027-03-30, Good Friday counts but Easter Monday does not"
  })
  void workingDaysSkipDaysOff(LocalDate from, int days, LocalDate end, String because) {
    assertThat(workingDays.after(from, new Term(null, days))).as(because).isEqualTo(end);
  }

  @Test
  void aTermIsEitherADurationOrWorkingDays() {
    assertThatThrownBy(() -> new Term(null, null)).hasMessageContaining("table of deadlines");
    assertThatThrownBy(() -> new Term("P1D", 1)).hasMessageContaining("table of deadlines");
  }

  @Test
  void aTermLiesInTheFuture() {
    assertThatThrownBy(() -> new Term("P0D", null)).hasMessageContaining("future");
    assertThatThrownBy(() -> new Term("-P1D", null)).hasMessageContaining("future");
    assertThatThrownBy(() -> new Term(null, 0)).hasMessageContaining("at least one");
    assertThatThrownBy(() -> new Term("PT0S", null)).hasMessageContaining("future");
    assertThatThrownBy(() -> new Term("PT-1H", null)).hasMessageContaining("future");
    assertThatThrownBy(() -> new Term("two weeks", null)).hasMessageContaining("ISO 8601");
    assertThatThrownBy(() -> new Term("P1DT2H", null)).hasMessageContaining("ISO 8601");
    assertThatThrownBy(() -> new Term("PT2D", null)).hasMessageContaining("ISO 8601");
  }
}
