package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.local.Consortium.Party;
import eu.ttc.grants.local.Consortium.Shape;
import eu.ttc.grants.local.Consortium.Size;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run of the simulated call expects of grants is right about the cases that are known. */
@DisplayName("A made-up consortium")
class ConsortiumTest {

  @Test
  @DisplayName("gets half of what is researched together (domain.md § 3.7, case F1)")
  void getsHalfTogether() {
    var f1 = of(party(Size.SMALL, 160_000, 80_000), party(Size.MEDIUM, 60_000, 100_000));

    assertThat(f1.grantCents()).isEqualTo(200_000_00);
    assertThat(f1.grantCents(0)).isEqualTo(120_000_00);
    assertThat(f1.grantCents(1)).isEqualTo(80_000_00);
  }

  @Test
  @DisplayName("gets less for development when one bears too much of it (case F2)")
  void getsLessAlone() {
    var f2 = of(party(Size.SMALL, 100_000, 220_000), party(Size.MEDIUM, 40_000, 40_000));

    assertThat(f2.grantCents()).isEqualTo(183_000_00);
  }

  @Test
  @DisplayName("gets nothing when it would be too little (case F3)")
  void getsNothingBelowTheMinimum() {
    var f3 = of(party(Size.SMALL, 50_000, 40_000), party(Size.MEDIUM, 40_000, 50_000));

    assertThat(f3.grantCents()).isZero();
  }

  @Test
  @DisplayName("gets no more than the largest grant (case F4)")
  void getsNoMoreThanTheMaximum() {
    var f4 = of(party(Size.SMALL, 200_000, 140_000), party(Size.MEDIUM, 140_000, 160_000));

    assertThat(f4.grantCents()).isEqualTo(250_000_00);
  }

  @ParameterizedTest
  @EnumSource(
      value = Shape.class,
      names = {"TOO_SMALL"},
      mode = EnumSource.Mode.EXCLUDE)
  @DisplayName("gets a grant that the programme gives, and is the same again from the same dice")
  void getsPossibleGrant(Shape shape) {
    for (int seed = 0; seed < 30; seed++) {
      var made = Consortium.of(1, shape, 180_000, seed, new Random(seed));

      assertThat(made.grantCents()).as("seed %d", seed).isBetween(100_000_00L, 250_000_00L);
      assertThat(made).isEqualTo(Consortium.of(1, shape, 180_000, seed, new Random(seed)));
    }
  }

  private static Consortium of(Party... parties) {
    return new Consortium(1, Shape.USUAL, List.of(parties), Sector.ICT, 250_000);
  }

  private static Party party(Size size, long research, long development) {
    return new Party(
        "Party",
        "1",
        Region.AACHEN,
        size,
        Map.of(
            AidCategory.INDUSTRIAL_RESEARCH, research,
            AidCategory.EXPERIMENTAL_DEVELOPMENT, development),
        0);
  }
}
