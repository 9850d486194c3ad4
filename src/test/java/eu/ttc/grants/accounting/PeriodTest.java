package eu.ttc.grants.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.kernel.InvalidInput;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class PeriodTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 30);

  @Test
  void beginsAndEndsAtMidnightOfTheProgramme() {
    var day = Period.of(DAY, DAY);

    assertThat(day.start()).isEqualTo(OffsetDateTime.parse("2026-11-29T23:00Z"));
    assertThat(day.end()).isEqualTo(OffsetDateTime.parse("2026-11-30T23:00Z"));
  }

  @Test
  void hasTheHoursOfSummerTime() {
    var change = LocalDate.of(2027, 3, 28);

    assertThat(Period.of(change, change).start())
        .isEqualTo(OffsetDateTime.parse("2027-03-27T23:00Z"));
    assertThat(Period.of(change, change).end())
        .isEqualTo(OffsetDateTime.parse("2027-03-28T22:00Z"));
  }

  @Test
  void refusesAnEndBeforeItsBeginningAndMissingDays() {
    assertThatThrownBy(() -> Period.of(DAY, DAY.minusDays(1)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("2026-11-29 is before 2026-11-30");
    assertThatThrownBy(() -> Period.of(null, null))
        .hasMessageContaining("first day")
        .hasMessageContaining("last day");
  }
}
