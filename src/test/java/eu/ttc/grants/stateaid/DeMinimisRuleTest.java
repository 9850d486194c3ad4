package eu.ttc.grants.stateaid;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.DeMinimisRule.Aid;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("De minimis ceiling (domain.md § 3.2)")
class DeMinimisRuleTest {

  private static final List<Aid> OF_D1 =
      List.of(
          new Aid(Cents.euros(120_000), LocalDate.of(2024, 3, 1)),
          new Aid(Cents.euros(140_000), LocalDate.of(2025, 6, 15)),
          new Aid(Cents.euros(36_000), LocalDate.of(2025, 11, 10)));

  private final DeMinimisRule rule = new DeMinimisRule("TEST", Cents.euros(300_000), 3);

  @ParameterizedTest(name = "decision on {0}: counted {1}, room for 5000: {2} ({3})")
  @CsvSource({
    "2026-11-20, 296000, false, D1",
    "2027-02-28, 296000, false, D1: last day of the window",
    "2027-03-01, 176000, true, D1: the boundary day is out",
    "2027-03-02, 176000, true, D1: the 2024 grant has left",
    "2028-06-15, 36000, true, D1: later"
  })
  void windowRollsWithTheDecision(LocalDate day, long counted, boolean room, String source) {
    assertThat(rule.counted(OF_D1, day)).isEqualTo(Cents.euros(counted));
    assertThat(rule.hasRoom(rule.counted(OF_D1, day), Cents.euros(5_000))).isEqualTo(room);
  }

  @ParameterizedTest(name = "{0} + {1} cents: {2} ({3})")
  @CsvSource({
    "29500000, 500000, true, D2: the ceiling is inclusive",
    "29500001, 500000, false, one cent above",
    "0, 30000000, true, alone",
    "0, 30000001, false, alone and above"
  })
  void ceilingIsInclusive(long counted, long requested, boolean room, String source) {
    assertThat(rule.hasRoom(Cents.of(counted), Cents.of(requested))).isEqualTo(room);
  }

  @Test
  void reservationsAlwaysCount() {
    var reserved = List.of(new Aid(Cents.euros(5_000), null));

    assertThat(rule.counted(reserved, LocalDate.of(2026, 11, 20))).isEqualTo(Cents.euros(5_000));
  }
}
