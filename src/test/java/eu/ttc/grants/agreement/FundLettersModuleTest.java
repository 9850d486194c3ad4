package eu.ttc.grants.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.AgreementDesk;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("The letter of an agreement of the innovation fund")
class FundLettersModuleTest {

  private final Agreements agreements;
  private final AgreementDesk cases;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  FundLettersModuleTest(
      Agreements agreements, AgreementDesk cases, ApplicationDesk desk, JdbcClient jdbc) {
    this.agreements = agreements;
    this.cases = cases;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @ParameterizedTest(name = "in {0}")
  @CsvSource({
    "nl, Penvoerder, Industrieel onderzoek, '€ 200.000,00', '€ 40.000,00', 'Nog niet ondertekend'",
    "de, Lead-Antragsteller, Industrielle Forschung, '200.000,00 €', '40.000,00 €', 'Noch nicht"
        + " unterzeichnet'",
    "fr, Chef de file, Recherche industrielle, '200 000,00 €', '40 000,00 €', 'Pas encore signée'",
    "en, Lead, Industrial research, '€200,000.00', '€40,000.00', 'Not signed yet'"
  })
  @DisplayName("tells partners, costs, rates, grants and payments, and who signed")
  void tellsWhatIsAgreed(
      String language, String lead, String category, String grant, String advance, String missing)
      throws IOException {
    var told = speaking(language);
    var ref = cases.offered(told, AProject.ofF1());

    var offered = text(agreements.letter(ref).orElseThrow());
    assertThat(offered)
        .contains(ref.value(), lead, category, grant, advance, missing, "NL91 … 4300")
        .doesNotContain("??", "NL91ABNA0417164300");

    cases.sign(ref, told);
    var signed = agreements.letter(ref).orElseThrow();
    assertThat(text(signed))
        .contains("Signed for A.", "Signed for B.")
        .doesNotContain(missing, "??");
    assertThat(new String(signed.content(), StandardCharsets.ISO_8859_1))
        .contains("pdfaid:part", "OutputIntent");
  }

  private AnApplication speaking(String language) {
    var applicant = desk.person(Role.APPLICANT);
    jdbc.sql("update account set language = :language where username = :name")
        .param("language", language)
        .param("name", applicant)
        .update();
    return AgreementDesk.ofAAndB().by(applicant);
  }

  private static String text(Letter letter) throws IOException {
    try (var pdf = Loader.loadPDF(letter.content())) {
      return new PDFTextStripper().getText(pdf).replace('\u00a0', ' ').replace('\u202f', ' ');
    }
  }
}
