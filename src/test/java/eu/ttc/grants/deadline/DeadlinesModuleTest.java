package eu.ttc.grants.deadline;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ModuleTest;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ModuleTest
@DisplayName("A deadline")
class DeadlinesModuleTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final Instant SATURDAY = Instant.parse("2026-11-28T22:30:15.5Z");

  private final Deadlines deadlines;

  DeadlinesModuleTest(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  @Test
  @DisplayName("of days is in the last hour of a working day")
  void daysEndInTheEvening() {
    var deadline =
        deadlines.compute(REF, new Term("P2D", null), SATURDAY, passageOf("deadline.compute"));

    assertThat(deadline)
        .isBetween(
            OffsetDateTime.parse("2026-11-30T23:00:00+01:00"),
            OffsetDateTime.parse("2026-11-30T23:59:00+01:00"));
  }

  @Test
  @DisplayName("of the programme to pay is never later than the last of its days")
  void thatIsTheMostEndsBefore() {
    var term = new Term("P80D", null, Term.DayOff.BEFORE);
    var thursday = Instant.parse("2026-11-26T10:00:00Z");

    assertThat(deadlines.compute(REF, term, thursday, passageOf("deadline.compute")).toLocalDate())
        .isEqualTo("2027-02-12");
  }

  @ParameterizedTest(name = "{0} after 23:30:15 on a Saturday is {1}")
  @CsvSource({
    "PT20S, 2026-11-28T23:30:35+01:00",
    "PT1H30M, 2026-11-29T01:00:15+01:00",
    "PT36H, 2026-11-30T11:30:15+01:00"
  })
  @DisplayName("of hours, minutes and seconds is when they have passed, on a day off too")
  void hoursPass(String duration, String end) {
    var deadline =
        deadlines.compute(REF, new Term(duration, null), SATURDAY, passageOf("deadline.compute"));

    assertThat(deadline).isEqualTo(end);
  }
}
