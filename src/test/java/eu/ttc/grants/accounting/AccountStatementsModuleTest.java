package eu.ttc.grants.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaidCase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ModuleTest
class AccountStatementsModuleTest {

  private final AccountStatements statements;
  private final PaidCase cases;
  private final ApplicationDesk desk;

  AccountStatementsModuleTest(AccountStatements statements, PaidCase cases, ApplicationDesk desk) {
    this.statements = statements;
    this.cases = cases;
    this.desk = desk;
  }

  @ParameterizedTest
  @CsvSource({
    "nl, Rekeningoverzicht, 'Betaald en behouden € 5.000,00', toegekend op",
    "de, Kontoauszug zum Antrag, 'Gezahlt und behalten 5.000,00 €', bewilligt am",
    "fr, Relevé de compte, 'Payé et conservé 5 000,00 €', octroyé le",
    "en, Statement of account, 'Paid and kept €5,000.00', granted on"
  })
  void tellAllThatWasDecidedAndPaid(String language, String title, String kept, String granted)
      throws IOException {
    var ref = cases.booked();

    var text = textOf(statements.of(ref, Locale.of(language)));

    assertThat(text)
        .contains(title, ref.value(), ref + "-P1", "SIM-PB-", kept, granted)
        .doesNotContain("??");
  }

  @Test
  void areThereBeforeAnythingIsDecided() throws IOException {
    var ref = desk.submit(AnApplication.anApplication());

    assertThat(textOf(statements.of(ref, Locale.ENGLISH)))
        .contains("not decided yet", "No money has moved yet", "Paid and kept €0.00");
  }

  @Test
  void areKeptForYears() {
    var raw =
        new String(
            statements.of(cases.booked(), Locale.ENGLISH).content(), StandardCharsets.ISO_8859_1);

    assertThat(raw).contains("pdfaid:part").contains("OutputIntent");
  }

  @Test
  void areNotMadeForWhatIsNotThere() {
    assertThatThrownBy(() -> statements.of(ApplicationRef.of("V-2026-999999"), Locale.ENGLISH))
        .isInstanceOf(Unknown.class);
  }

  private static String textOf(AccountStatement statement) throws IOException {
    try (var pdf = Loader.loadPDF(statement.content())) {
      return new PDFTextStripper()
          .getText(pdf)
          .replaceAll("[\\u00a0\\u202f]", " ")
          .replaceAll("\\s+", " ");
    }
  }
}
