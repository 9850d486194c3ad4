package eu.ttc.grants.evaluation;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Choice of the expert (domain.md § 5)")
class ChoiceOfExpertTest {

  private static final Candidate DUTCH = expert("dora", "", 3, "nl");
  private static final Candidate GERMAN = expert("gerd", "", 0, "de", "en");
  private static final Candidate FRENCH = expert("flo", "", 0, "fr");

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "EINDHOVEN, dora",
    "LEUVEN, dora",
    "AACHEN, gerd",
    "OSTBELGIEN, gerd",
    "LIEGE, flo",
    "OTHER, flo"
  })
  void languageComesBeforeLoad(Region region, String chosen) {
    var choice = new ChoiceOfExpert(anApplication().in(region).dossier(), Set.of());

    assertThat(choice.among(List.of(DUTCH, GERMAN, FRENCH)))
        .map(Candidate::username)
        .contains(chosen);
  }

  @Test
  void leastOpenWorkThenAlphabet() {
    var choice = new ChoiceOfExpert(anApplication().dossier(), Set.of());

    assertThat(
            choice.among(
                List.of(
                    expert("anton", "", 2, "nl"),
                    expert("zita", "", 1, "nl"),
                    expert("bea", "", 1, "nl"))))
        .map(Candidate::username)
        .contains("bea");
  }

  @Test
  void anotherLanguageIsBetterThanNoExpert() {
    var choice = new ChoiceOfExpert(anApplication().in(Region.AACHEN).dossier(), Set.of());

    assertThat(choice.among(List.of(FRENCH))).contains(FRENCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Vacu-Clean B.V.", "VACUCLEAN BV", "Institut für Wäsche", "Holding 0"})
  void nobodyEvaluatesTheirEmployer(String employer) {
    var dossier =
        anApplication()
            .ofEnterprise("VacuClean B.V.")
            .withPartner("Institut für Wäsche", "DE", Region.AACHEN)
            .withHolding(30, 1, Cents.ZERO, Cents.ZERO)
            .dossier();

    assertThat(
            new ChoiceOfExpert(dossier, Set.of()).among(List.of(expert("dora", employer, 0, "nl"))))
        .isEmpty();
  }

  @Test
  void nobodyEvaluatesAnEmployerOfTheLastYears() {
    var dossier = anApplication().ofEnterprise("VacuClean B.V.").dossier();
    var dora = new Candidate("dora", "", Set.of("Vacu Clean BV"), Set.of("nl"), "NL", false, 0, 0);

    assertThat(new ChoiceOfExpert(dossier, Set.of()).among(List.of(dora))).isEmpty();
  }

  @Test
  void nobodyEvaluatesWhatTheyActedOn() {
    var choice = new ChoiceOfExpert(anApplication().dossier(), List.of("anna", "dora", "anna"));

    assertThat(choice.among(List.of(DUTCH))).isEmpty();
  }

  private static Candidate expert(
      String username, String employer, long openWork, String... languages) {
    return new Candidate(username, employer, Set.of(), Set.of(languages), "", false, openWork, 0);
  }
}
