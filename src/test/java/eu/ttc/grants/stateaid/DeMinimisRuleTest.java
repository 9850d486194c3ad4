package eu.ttc.grants.stateaid;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.DeMinimisRule.Aid;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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

  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private final DeMinimisRule rule = new DeMinimisRule("TEST", Cents.euros(300_000), 3, 50);

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

  @Test
  @DisplayName("D3: 2,500 / 1,500 / 1,000 over three parties: three checks, one may fail")
  void eachPartyIsHeldAgainstItsOwnUndertaking() {
    var shares = List.of(share("A", 2_500), share("B", 1_500), share("C", 1_000));
    var aid =
        Map.of(
            "A", List.of(new Aid(Cents.euros(297_500), DAY.minusDays(9))),
            "B", List.of(new Aid(Cents.of(298_500_01), DAY.minusDays(9))));

    var figures = rule.check(shares, Map.of("A", "A", "B", "B", "C", "C"), aid, DAY, "NL");

    assertThat(figures)
        .extracting(
            HeadroomFigures::party, HeadroomFigures::requested, HeadroomFigures::withinCeiling)
        .containsExactly(
            tuple("A", Cents.euros(2_500), true),
            tuple("B", Cents.euros(1_500), false),
            tuple("C", Cents.euros(1_000), true));
  }

  @ParameterizedTest(name = "{0} cents before: {1}")
  @CsvSource({"29500000, true", "29500001, false"})
  void sharesOfOneUndertakingCountTogether(long before, boolean fits) {
    var aid = Map.of("GROUP", List.of(new Aid(Cents.of(before), null)));

    var figures =
        rule.check(
            List.of(share("A", 3_000), share("B", 2_000)),
            Map.of("A", "GROUP", "B", "GROUP"),
            aid,
            DAY,
            "NL");

    assertThat(figures.getFirst().withinCeiling()).isTrue();
    assertThat(figures.getLast().counted()).isEqualTo(Cents.of(before).plus(Cents.euros(3_000)));
    assertThat(figures.getLast().withinCeiling()).isEqualTo(fits);
  }

  @ParameterizedTest(name = "a holding of {0} %: one undertaking {1}")
  @CsvSource({"25, false", "50, false", "51, true", "100, true"})
  @DisplayName("a majority makes one undertaking; partner enterprises of 25 to 50 % do not")
  void onlyMajoritiesLink(int percentage, boolean linked) {
    var enterprise =
        anApplication().registeredAs("1").withHolding(percentage, "DE", "HRB 2").dossier();

    assertThat(rule.undertakingOf(enterprise.enterprise()).contains("DE:HRB2")).isEqualTo(linked);
    assertThat(rule.undertakingOf(enterprise.enterprise())).contains("NL:1");
  }

  @Test
  @DisplayName("natural persons, who are in no register, do not link")
  void whoIsInNoRegisterDoesNotLink() {
    var enterprise =
        anApplication().registeredAs("1").withHolding(60, 0, Cents.ZERO, Cents.ZERO).dossier();

    assertThat(rule.undertakingOf(enterprise.enterprise())).containsExactly("NL:1");
  }

  private static Share share(String party, long euros) {
    return new Share(party, party, Cents.euros(euros));
  }
}
