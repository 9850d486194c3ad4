package eu.ttc.grants.support;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Choice of the business support manager")
class ChoiceOfManagerTest {

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "EINDHOVEN nl ICT 9,    AACHEN nl ENERGY 0,    region before language, sector and load",
    "EINDHOVEN nl ICT 9,    EINDHOVEN fr ENERGY 0, language before sector and load",
    "EINDHOVEN nl ENERGY 9, EINDHOVEN nl ICT 0,    sector before load",
    "EINDHOVEN fr ICT 9,    AACHEN nl ENERGY 0,    region alone is better than all else",
    "AACHEN nl ICT 9,       LIEGE fr ENERGY 0,     without the region the language counts",
    "LIEGE fr ENERGY 9,     LIEGE fr ICT 0,        without region and language the sector counts",
    "EINDHOVEN nl ENERGY 1, EINDHOVEN nl ENERGY 2, fewest open visits",
    "LIEGE fr ICT 1,        LIEGE fr ICT 2,        fewest open visits where nobody fits",
    "EINDHOVEN nl ENERGY 2, EINDHOVEN nl ENERGY 2, then the alphabet"
  })
  void prefersTheFirst(String preferred, String other, String why) {
    var choice = new ChoiceOfManager(anApplication().working(Sector.ENERGY).dossier(), Set.of());
    var first = manager("anke", preferred);
    var second = manager("zoe", other);

    assertThat(choice.among(List.of(first, second))).contains(first);
    assertThat(choice.among(List.of(second, first))).contains(first);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "AACHEN, de",
    "OSTBELGIEN, de",
    "LIEGE, fr",
    "HASSELT, nl",
    "LEUVEN, nl",
    "MAASTRICHT, nl",
    "EINDHOVEN, nl"
  })
  void speaksTheLanguageOfTheRegion(Region region, String language) {
    var choice = new ChoiceOfManager(anApplication().in(region).dossier(), Set.of());

    var chosen =
        choice.among(
            List.of(
                manager("anke", region + " en ENERGY 0"),
                manager("zoe", region + " " + language + " ENERGY 9")));

    assertThat(chosen).map(Candidate::username).contains("zoe");
  }

  @Test
  void outsideTheProgrammeRegionTheSectorDecides() {
    var choice =
        new ChoiceOfManager(
            anApplication().in(Region.OTHER).working(Sector.ICT).dossier(), Set.of());

    var chosen =
        choice.among(
            List.of(manager("anke", "AACHEN de ENERGY 0"), manager("zoe", "LIEGE fr ICT 9")));

    assertThat(chosen).map(Candidate::username).contains("zoe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Vacu-Clean B.V.", "VACUCLEAN BV", "Institut für Wäsche"})
  void nobodyVisitsForTheirEmployer(String employer) {
    var dossier =
        anApplication()
            .ofEnterprise("VacuClean B.V.")
            .withPartner("Institut für Wäsche", "DE", Region.AACHEN)
            .dossier();
    var employee =
        new Candidate(
            "dora", employer, Set.of(Region.EINDHOVEN), Set.of("nl"), Set.of(Sector.ICT), 0);

    assertThat(new ChoiceOfManager(dossier, Set.of()).among(List.of(employee))).isEmpty();
  }

  @Test
  void nobodyVisitsWhoHadToDoWithTheApplication() {
    var choice = new ChoiceOfManager(anApplication().dossier(), List.of("system", "anke", "anke"));

    assertThat(choice.among(List.of(manager("anke", "EINDHOVEN nl ENERGY 0")))).isEmpty();
  }

  @Test
  void nobodyIsChosenAmongNobody() {
    assertThat(new ChoiceOfManager(anApplication().dossier(), Set.of()).among(List.of())).isEmpty();
  }

  /** A manager told as region, language, sector and number of open visits. */
  private static Candidate manager(String username, String told) {
    var words = told.split(" ");
    return new Candidate(
        username,
        "",
        Set.of(Region.valueOf(words[0])),
        Set.of(words[1]),
        Set.of(Sector.valueOf(words[2])),
        Long.parseLong(words[3]));
  }
}
