package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The account owner is the beneficiary (domain.md § 7). */
class AccountBelongsToEnterpriseTest {

  @ParameterizedTest
  @CsvSource({
    "Vacuwash B.V., VACUWASH BV",
    "Müller & Söhne GmbH, Mueller Soehne GmbH",
    "Étude du Cœur s.a., ETUDE DU COEUR SA",
    "Smart-Talk  BVBA, Smart Talk bvba"
  })
  void acceptsTheSameNameWrittenOtherwise(String enterprise, String holder) {
    assertThat(AccountBelongsToEnterprise.holds(holder, enterprise)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"Vacuwash B.V., J. Jansen", "Vacuwash B.V., Vacuwash Holding B.V.", "София, Αθήνα"})
  void refusesAnotherName(String enterprise, String holder) {
    assertThat(AccountBelongsToEnterprise.holds(holder, enterprise)).isFalse();
  }

  @Test
  void comparesWhatFitsOnAnAccount() {
    var name = "Gesellschaft ".repeat(9) + "GmbH";

    assertThat(AccountBelongsToEnterprise.holds(name.substring(0, 70), name)).isTrue();
  }
}
