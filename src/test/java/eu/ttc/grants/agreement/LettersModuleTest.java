package eu.ttc.grants.agreement;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class LettersModuleTest {

  private final Agreements agreements;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  LettersModuleTest(Agreements agreements, ApplicationDesk desk, TestClock clock, JdbcClient jdbc) {
    this.agreements = agreements;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @ParameterizedTest
  @CsvSource({
    "nl, Begunstigde, '€ 5.000,00'",
    "de, Begünstigter, '5.000,00 €'",
    "fr, Bénéficiaire, '5 000,00 €'",
    "en, Beneficiary, '€5,000.00'"
  })
  void agreementsAreWrittenInTheLanguageOfTheApplicant(
      String language, String beneficiary, String amount) throws IOException {
    var told = applicantSpeaking(language);
    var ref = offered(told);

    var text = textOf(agreements.letter(ref).orElseThrow());

    assertThat(text).contains(ref.value(), beneficiary).contains(amount).doesNotContain("??");
  }

  @Test
  void theLetterIsTheSameAtEveryDownloadAndCarriesTheAcceptanceOnceThereIsOne() throws IOException {
    var told = applicantSpeaking("en");
    var ref = offered(told);
    var offer = agreements.letter(ref).orElseThrow();
    assertThat(agreements.letter(ref).orElseThrow().content()).isEqualTo(offer.content());
    assertThat(textOf(offer)).doesNotContain("I accept every duty.");

    clock.advance(Duration.ofHours(1));
    agreements.accept(ref, told.applicant(), "I accept every duty.");

    var accepted = agreements.letter(ref).orElseThrow();
    assertThat(textOf(accepted)).contains("I accept every duty.");
    assertThat(accepted.sha256()).isNotEqualTo(offer.sha256());
  }

  @Test
  void lettersSayThatTheyAreKeptForYears() {
    var ref = offered(applicantSpeaking("en"));

    var raw =
        new String(agreements.letter(ref).orElseThrow().content(), StandardCharsets.ISO_8859_1);

    assertThat(raw).contains("pdfaid:part").contains("OutputIntent");
  }

  @Test
  void aLetterIsNeverChanged() {
    offered(applicantSpeaking("en"));

    assertThatThrownBy(() -> jdbc.sql("update agreement_letter set language = 'nl'").update())
        .hasMessageContaining("append-only");
  }

  private AnApplication applicantSpeaking(String language) {
    var applicant = desk.person(Role.APPLICANT);
    jdbc.sql("update account set language = :language where username = :name")
        .param("language", language)
        .param("name", applicant)
        .update();
    return anApplication().by(applicant);
  }

  private ApplicationRef offered(AnApplication told) {
    var ref =
        desk.submitAndMove(
            told,
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.EVALUATED,
            ApplicationStatus.APPROVED);
    agreements.offer(
        ref,
        clock.instant().plus(Duration.ofDays(14)).atOffset(ZoneOffset.UTC),
        passageOf("agreement.offer"));
    return ref;
  }

  private static String textOf(Letter letter) throws IOException {
    try (var pdf = Loader.loadPDF(letter.content())) {
      return new PDFTextStripper().getText(pdf).replace('\u00a0', ' ').replace('\u202f', ' ');
    }
  }
}
