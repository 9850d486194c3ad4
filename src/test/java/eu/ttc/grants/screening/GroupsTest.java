package eu.ttc.grants.screening;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.AnApplication;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Partners are one undertaking")
class GroupsTest {

  @Test
  @DisplayName("each by itself when nothing links them")
  void eachByItself() {
    assertThat(groups(lead().with(b(), c()))).containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("when the lead controls one, but not when it only holds a part of it")
  void whenTheLeadControlsOne() {
    var partner = b();

    assertThat(groups(lead().withHolding(51, "DE", number(partner)).with(partner, c())))
        .containsExactly(1, 1, 3);
    assertThat(groups(lead().withHolding(50, "DE", number(partner)).with(partner, c())))
        .containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("when a partner is controlled by the lead, however its number is written")
  void whenControlledByTheLead() {
    var controlled = aMember("B", Region.AACHEN).controlledBy("NL", "12.34 56").told();

    assertThat(groups(lead().with(controlled, c()))).containsExactly(1, 1, 3);
  }

  @Test
  @DisplayName("when the same third enterprise controls both, also over another partner")
  void whenTheSameControlsBoth() {
    var b = aMember("B", Region.AACHEN).controlledBy("LU", "B99").told();
    var c = aMember("C", Region.LIEGE).controlledBy("LU", "b 99").told();
    var d = aMember("D", Region.LIEGE).controlledBy("BE", number(c)).told();

    assertThat(groups(lead().with(b, c))).containsExactly(1, 2, 2);
    assertThat(groups(lead().with(b, d, c))).containsExactly(1, 2, 2, 2);
  }

  private static List<Integer> groups(AnApplication told) {
    return Groups.of(told.dossier(), holding -> holding.percentage() > 50);
  }

  private static AnApplication lead() {
    return anApplication().registeredAs("123456").forTheFund(Cents.euros(200_000));
  }

  private static Dossier.Partner b() {
    return aMember("B", Region.AACHEN).told();
  }

  private static Dossier.Partner c() {
    return aMember("C", Region.LIEGE).told();
  }

  private static String number(Dossier.Partner partner) {
    return partner.registrationNumber();
  }
}
