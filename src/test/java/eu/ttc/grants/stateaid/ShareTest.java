package eu.ttc.grants.stateaid;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.AnApplication;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A voucher split over its parties (domain.md § 3.2)")
class ShareTest {

  private static final Cents VOUCHER = Cents.euros(5_000);

  @Test
  @DisplayName("D3: partners get what the dossier names, the applicant the rest")
  void theRestIsTheApplicants() {
    var told =
        applicant()
            .sharing("B", Region.AACHEN, "2", Cents.euros(1_500))
            .sharing("C", Region.LIEGE, "3", Cents.euros(1_000));

    assertThat(Share.of(told.dossier(), VOUCHER))
        .containsExactly(
            new Share("C", "BE:3", Cents.euros(1_000)),
            new Share("B", "DE:2", Cents.euros(1_500)),
            new Share("A", "NL:1", Cents.euros(2_500)));
  }

  @Test
  void partnersWithoutAShareAreLeftOut() {
    var told = applicant().sharing("Institute", Region.AACHEN, null, Cents.ZERO);

    assertThat(Share.of(told.dossier(), VOUCHER)).containsExactly(new Share("A", "NL:1", VOUCHER));
  }

  @Test
  void anApplicantWithoutARestIsLeftOut() {
    var told = applicant().sharing("B", Region.AACHEN, "2", VOUCHER);

    assertThat(Share.of(told.dossier(), VOUCHER)).containsExactly(new Share("B", "DE:2", VOUCHER));
  }

  @Test
  @DisplayName("an enterprise that is named twice has one share, however its number is written")
  void anEnterpriseHasOneShare() {
    var told =
        applicant()
            .sharing("B", Region.AACHEN, "hrb 2", Cents.euros(1_000))
            .sharing("B again", Region.AACHEN, "HRB.2", Cents.euros(500));

    assertThat(Share.of(told.dossier(), VOUCHER))
        .containsExactly(
            new Share("B", "DE:HRB2", Cents.euros(1_500)),
            new Share("A", "NL:1", Cents.euros(3_500)));
  }

  @Test
  void sharesAboveTheAmountAreNoSplit() {
    var told = applicant().sharing("B", Region.AACHEN, "2", Cents.of(500_001));

    assertThatThrownBy(() -> Share.of(told.dossier(), VOUCHER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("EUR 5000.00");
  }

  @Test
  void aPartyThatCannotBeToldApartGetsNothing() {
    var told = applicant().sharing("B", Region.AACHEN, null, Cents.euros(1_000));

    assertThatThrownBy(() -> Share.of(told.dossier(), VOUCHER))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("B has a share");
  }

  private static AnApplication applicant() {
    return anApplication().ofEnterprise("A").registeredAs("1");
  }
}
