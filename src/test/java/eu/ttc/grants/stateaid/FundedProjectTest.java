package eu.ttc.grants.stateaid;

import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.testing.AProject.aProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.testing.AProject;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A funded project cannot be told with")
class FundedProjectTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  @Test
  void noPartners() {
    refuses(aProject(), "needs partners");
  }

  @Test
  void aPartnerWithoutCosts() {
    refuses(aProject().with("A", Region.EINDHOVEN, SmeCategory.SMALL), "A has no costs");
  }

  @Test
  void costsOfNothing() {
    refuses(
        one().costing(INDUSTRIAL_RESEARCH, 0), "A has costs of nothing for INDUSTRIAL_RESEARCH");
  }

  @Test
  void negativeAmounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> one().costing(INDUSTRIAL_RESEARCH, -1))
        .withMessageContaining("cannot be negative");
  }

  @Test
  void anUndertakingWithoutSizeClass() {
    refuses(
        aProject().with("A", Region.EINDHOVEN, null).costing(INDUSTRIAL_RESEARCH, 1),
        "A has no size class");
    assertThat(
            aProject()
                .withInstitute("I", Region.EINDHOVEN, true)
                .costing(INDUSTRIAL_RESEARCH, 1)
                .told()
                .partners())
        .hasSize(1);
  }

  @Test
  void otherAidForCostsThatAreNotThere() {
    refuses(
        one().alsoAidedFor(AidCategory.PATENTS, 10), "A has other aid for PATENTS, but no such");
  }

  @Test
  void aRegionThatLiesElsewhere() {
    refuses(one().establishedIn("DE"), "A is established in DE, but EINDHOVEN is not there");
    refuses(one().establishedIn("Germany"), "no country code");
  }

  @Test
  void twoPartnersOfOneName() {
    refuses(
        one().with("A", Region.AACHEN, SmeCategory.SMALL).costing(INDUSTRIAL_RESEARCH, 1),
        "A is there twice");
  }

  @Test
  void nothingAskedFor() {
    refuses(one().requesting(Cents.ZERO), "more than nothing");
  }

  @Test
  void collaborationAsDeclared() {
    refuses(one().having(BonusGround.COLLABORATION), "not [COLLABORATION]");
    refuses(one().having(BonusGround.ASSISTED_A_AREA), "not [ASSISTED_A_AREA]");
  }

  @Test
  void anUnknownCategory() {
    var stored = JSON.writeValueAsString(AProject.ofF1().told());

    assertThat(JSON.readValue(stored, FundedProject.class)).isEqualTo(AProject.ofF1().told());
    assertThatThrownBy(
            () ->
                JSON.readValue(
                    stored.replace("INDUSTRIAL_RESEARCH", "FUNDAMENTAL_RESEARCH"),
                    FundedProject.class))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("FUNDAMENTAL_RESEARCH");
  }

  private static AProject one() {
    return aProject()
        .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
        .costing(INDUSTRIAL_RESEARCH, 100);
  }

  private static void refuses(AProject project, String why) {
    assertThatIllegalArgumentException().isThrownBy(project::told).withMessageContaining(why);
  }
}
