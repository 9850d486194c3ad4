package eu.ttc.grants.screening;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Region;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Cross-border (domain.md § 1)")
class MemberStatesTest {

  @ParameterizedTest(name = "applicant in {0}, partner in {1} {2}: {3}")
  @CsvSource({
    "AACHEN, DE, AACHEN, DE",
    "EINDHOVEN, NL, MAASTRICHT, NL",
    "LIEGE, BE, OSTBELGIEN, BE",
    "EINDHOVEN, DE, AACHEN, DE NL",
    "EINDHOVEN, NL, OTHER, NL",
    "EINDHOVEN, BE, OTHER, BE NL",
    "EINDHOVEN, FR, OTHER, NL",
    "OTHER, DE, AACHEN, DE"
  })
  void countsMemberStatesOfTheProgrammeOnly(
      Region applicant, String partnerCountry, Region partnerRegion, String states) {
    var dossier =
        anApplication()
            .in(applicant)
            .withPartner("Partner", partnerCountry, partnerRegion)
            .dossier();

    assertThat(MemberStates.of(dossier)).containsExactly(states.split(" "));
  }
}
