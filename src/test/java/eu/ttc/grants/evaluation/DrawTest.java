package eu.ttc.grants.evaluation;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.evaluation.Draw.Drawn;
import eu.ttc.grants.evaluation.KnownConflicts.Rival;
import eu.ttc.grants.testing.AnApplication;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The draw of an expert for the fund (domain.md § 5)")
class DrawTest {

  private static final AnApplication TOLD =
      anApplication()
          .by("anna")
          .ofEnterprise("Foliënwerk B.V.")
          .withPartner("Institut für Solar", "DE", Region.AACHEN);

  @Test
  void languageThenOpenWorkThenEarlierWorkThenAlphabet() {
    var drawn =
        draw(List.of())
            .among(
                List.of(
                    expert("ada").reading("de").country("BE").candidate(),
                    expert("bob").country("DE").open(2).candidate(),
                    expert("cleo").country("LU").open(1).earlier(3).candidate(),
                    expert("dora").country("FR").open(1).earlier(2).candidate(),
                    expert("eve").country("NL").open(1).earlier(2).candidate()));

    assertThat(drawn)
        .extracting(one -> one.candidate().username())
        .containsExactly("dora", "eve", "cleo", "bob", "ada");
    assertThat(drawn).extracting(Drawn::rank).containsExactly(1, 2, 3, 4, 5);
    assertThat(drawn).extracting(Drawn::reads).containsExactly(true, true, true, true, false);
  }

  @Test
  void isTheSameWhateverTheOrderOfTheTable() {
    var all = new ArrayList<Candidate>();
    for (int i = 0; i < 12; i++) {
      all.add(expert("e" + i).country(i % 2 == 0 ? "BE" : "DE").open(i % 3).candidate());
    }
    var first = draw(List.of("BE")).among(all);
    for (long seed = 0; seed < 20; seed++) {
      Collections.shuffle(all, new Random(seed));
      assertThat(draw(List.of("BE")).among(all)).as("seed %d", seed).isEqualTo(first);
    }
  }

  @ParameterizedTest(name = "a {0} with {1} in the other seats of {2}: {3}")
  @CsvSource({
    "BE, '',          3, INDEPENDENT",
    "BE, DE,          3, INDEPENDENT",
    "BE, BE,          3, STATE_HAS_ENOUGH",
    "NL, BE DE,       3, INDEPENDENT",
    "DE, BE DE,       3, STATE_HAS_ENOUGH",
    "DE, BE DE NL,    4, INDEPENDENT",
    "DE, DE DE NL,    4, STATE_HAS_ENOUGH",
    "'', '',          3, NO_COUNTRY"
  })
  void noMajorityComesFromOneMemberState(
      String country, String others, int seats, DrawVerdict verdict) {
    var countries = others.isBlank() ? List.<String>of() : List.of(others.split(" "));
    var draw = draw(seats, countries, conflicts(Set.of(), List.of()), Set.of());

    assertThat(draw.among(List.of(expert("ada").country(country).candidate())))
        .extracting(Drawn::verdict)
        .containsExactly(verdict);
  }

  @Test
  void whoReadsNoLanguageOfTheCallIsNotDrawn() {
    assertThat(verdict(expert("ada").reading("fr"))).isEqualTo(DrawVerdict.DOES_NOT_READ);
    assertThat(verdict(expert("ada").reading("de"))).isEqualTo(DrawVerdict.INDEPENDENT);
  }

  @Test
  void nobodyIsDrawnTwice() {
    assertThat(verdict(expert("ada").whoHadIt())).isEqualTo(DrawVerdict.HAD_IT_BEFORE);
  }

  @Test
  @DisplayName("conflicts of interest that are known keep experts out")
  void knownConflicts() {
    assertThat(verdict(expert("anna"))).isEqualTo(DrawVerdict.APPLIES);
    assertThat(verdict(expert("olga"))).isEqualTo(DrawVerdict.ACTED);
    assertThat(verdict(expert("bram"))).isEqualTo(DrawVerdict.ADVISES);
    assertThat(verdict(expert("ada").employer("FOLIËNWERK BV"))).isEqualTo(DrawVerdict.EMPLOYED);
    assertThat(verdict(expert("ada").employer("Institut für Solar")))
        .isEqualTo(DrawVerdict.EMPLOYED);
    assertThat(verdict(expert("ada").former("Foliënwerk B.V.")))
        .isEqualTo(DrawVerdict.FORMERLY_EMPLOYED);
    assertThat(verdict(expert("rita"))).isEqualTo(DrawVerdict.COMPETES);
    assertThat(verdict(expert("ada").employer("Rivaal N.V."))).isEqualTo(DrawVerdict.COMPETES);
    assertThat(verdict(expert("ada").former("Rivaal N.V."))).isEqualTo(DrawVerdict.INDEPENDENT);
    assertThat(verdict(expert("ada").employer("Elsewhere"))).isEqualTo(DrawVerdict.INDEPENDENT);
  }

  private static DrawVerdict verdict(AnExpert expert) {
    var rival = anApplication().by("rita").ofEnterprise("Rivaal N.V.");
    var conflicts =
        conflicts(Set.of("bram"), List.of(new Rival(rival.applicant(), rival.dossier())));
    return draw(3, List.of(), conflicts, Set.of("olga", "anna"))
        .among(List.of(expert.candidate()))
        .getFirst()
        .verdict();
  }

  private static Draw draw(List<String> countries) {
    return draw(3, countries, conflicts(Set.of(), List.of()), Set.of());
  }

  private static Draw draw(
      int seats, List<String> countries, KnownConflicts conflicts, Set<String> acted) {
    return new Draw(conflicts, acted, Set.of("nl", "de"), Optional.of("nl"), seats, countries);
  }

  private static KnownConflicts conflicts(Set<String> advisers, List<Rival> rivals) {
    return new KnownConflicts("anna", TOLD.dossier(), advisers, rivals);
  }

  private static AnExpert expert(String username) {
    return new AnExpert(username);
  }

  /** An expert who reads Dutch and works in Belgium, unless said otherwise. */
  private static final class AnExpert {

    private final String username;
    private String employer = "";
    private Set<String> former = Set.of();
    private Set<String> languages = Set.of("nl");
    private String country = "BE";
    private boolean hadIt;
    private long open;
    private long earlier;

    AnExpert(String username) {
      this.username = username;
    }

    AnExpert employer(String name) {
      employer = name;
      return this;
    }

    AnExpert former(String name) {
      former = Set.of(name);
      return this;
    }

    AnExpert reading(String... codes) {
      languages = Set.of(codes);
      return this;
    }

    AnExpert country(String code) {
      country = code;
      return this;
    }

    AnExpert whoHadIt() {
      hadIt = true;
      return this;
    }

    AnExpert open(long count) {
      open = count;
      return this;
    }

    AnExpert earlier(long count) {
      earlier = count;
      return this;
    }

    Candidate candidate() {
      return new Candidate(username, employer, former, languages, country, hadIt, open, earlier);
    }
  }
}
