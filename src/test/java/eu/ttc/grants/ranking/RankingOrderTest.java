package eu.ttc.grants.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A ranking")
class RankingOrderTest {

  @ParameterizedTest(name = "{0}: {1} before {2}")
  @DisplayName("goes by the weighted total, and where that is alike by one figure after the other")
  @CsvSource(
      delimiter = '|',
      value = {
        // weighted excellence impact implementation passed grant costs states submitted on day
        "threshold first        | 10.5 3 3 3 yes 200 400 2 9     | 16.0 5 5 2.5 no 200 400 3 1",
        "higher total           | 14.5 4 5 3 yes 200 400 2 9     | 14.0 4 4 4 yes 200 400 3 1",
        "higher Impact          | 14.0 3.5 4 4.5 yes 200 400 2 9 | 14.0 4.5 3 5 yes 200 400 3 1",
        "higher Excellence      | 14.0 4.5 4 3.5 yes 200 400 2 9 | 14.0 4 4 4 yes 200 400 3 1",
        "more own funds         | 14.0 4 4 4 yes 199 400 2 9     | 14.0 4 4 4 yes 200 400 3 1",
        "more own funds in part | 14.0 4 4 4 yes 100 210 2 9     | 14.0 4 4 4 yes 200 400 3 1",
        "more Member States     | 14.0 4 4 4 yes 200 400 3 9     | 14.0 4 4 4 yes 150 300 2 1",
        "earlier submission     | 14.0 4 4 4 yes 200 400 2 1     | 14.0 4 4 4 yes 200 400 2 9",
      })
  void goesByOneFigureAfterTheOther(String why, String better, String worse) {
    var first = entry(2, figures(better));
    var second = entry(1, figures(worse));

    assertThat(RankingEntry.BEST_FIRST.compare(first, second)).as(why).isNegative();
    assertThat(RankingEntry.BEST_FIRST.compare(second, first)).as(why).isPositive();
  }

  @Test
  @DisplayName("is the same in whichever order applications come, down to the reference")
  void isTheSameInWhicheverOrder() {
    var random = new Random(20261127);
    var entries =
        IntStream.rangeClosed(1, 60)
            .mapToObj(
                number ->
                    entry(
                        number,
                        figures(
                            "%s.5 4 %d 4 yes %d 400 2 %d"
                                .formatted(
                                    12 + random.nextInt(2),
                                    3 + random.nextInt(2),
                                    199 + random.nextInt(2),
                                    1 + random.nextInt(2)))))
            .toList();
    var ordered = Places.byFigures(entries);

    for (int round = 0; round < 50; round++) {
      var shuffled = new ArrayList<>(entries);
      Collections.shuffle(shuffled, random);
      assertThat(Places.byFigures(shuffled)).isEqualTo(ordered);
    }
    assertThat(fingerprint(ordered)).isEqualTo(fingerprint(Places.byFigures(entries)));
    assertThat(fingerprint(ordered)).isNotEqualTo(fingerprint(ordered.subList(1, 60)));
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @DisplayName("gives money until the first that does not fit, and skips nobody")
  @CsvSource({
    "'200 200 100', 500, 3",
    "'200 200 100', 499, 2",
    "'200 200 100', 400, 2",
    "'200 250 100', 400, 1",
    "'250 100 100', 249, 0",
    "'', 100, 0",
    "'100', 0, 0"
  })
  void givesMoneyUntilTheFirstThatDoesNotFit(String grants, long money, int fitting) {
    var asked =
        Stream.of(grants.split(" "))
            .filter(text -> !text.isEmpty())
            .map(text -> Cents.euros(Long.parseLong(text)))
            .toList();

    assertThat(CutOff.of(asked, Cents.euros(money))).isEqualTo(fitting);
  }

  @ParameterizedTest(name = "{0} makes {1}")
  @DisplayName("has the places that the panel gives, and the others in their order around them")
  @CsvSource({
    "'', 1 2 3 4 5",
    "'5>1', 5 1 2 3 4",
    "'1>5', 2 3 4 5 1",
    "'2>2', 1 2 3 4 5",
    "'4>1 1>4', 4 2 3 1 5",
    "'5>2 1>3', 2 5 1 3 4"
  })
  void hasThePlacesOfThePanel(String changes, String expected) {
    var given = changes(changes, "The panel sees it so.");

    assertThat(Places.problem(five(), given)).isEmpty();
    assertThat(Places.changed(five(), given))
        .extracting(entry -> Integer.toString(number(entry)))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @DisplayName("refuses places that cannot be")
  @CsvSource({
    "'9>1', Long enough., has no place",
    "'1>0', Long enough., none of the 5 places",
    "'1>6', Long enough., none of the 5 places",
    "'1>2 1>3', Long enough., two places",
    "'1>2 2>2', Long enough., given twice",
    "'1>2', Too short, reason"
  })
  void refusesPlacesThatCannotBe(String changes, String reason, String problem) {
    assertThat(Places.problem(five(), changes(changes, reason)))
        .hasValueSatisfying(told -> assertThat(told).contains(problem));
  }

  @ParameterizedTest(name = "late with {0} takes place {1}, above the cut-off: {2}")
  @DisplayName("lets a late one in before the first with worse figures")
  @CsvSource({"20, 1, true", "16, 2, true", "13.5, 3, true", "12.5, 4, false", "1, 6, false"})
  void letsALateOneIn(String weighted, int place, boolean above) {
    var ranked =
        List.of(
            ranked(1, "18", RankingState.FUNDED, 1),
            ranked(2, "14", RankingState.FUNDED, 2),
            ranked(3, "13", RankingState.RESERVE, 3),
            ranked(4, "12", RankingState.RESERVE, 4),
            ranked(5, "11", RankingState.RESERVE, 5),
            ranked(6, "10", RankingState.REJECTED, null));

    var late = new LateRanking(ranked, entry(9, figures(weighted + " 4 4 4 yes 200 400 2 1")));

    assertThat(late.place()).isEqualTo(place);
    assertThat(late.aboveCutOff()).isEqualTo(above);
  }

  @Test
  @DisplayName("keeps its cut-off when those below it moved up, and has none when all were funded")
  void keepsItsCutOff() {
    var movedUp =
        List.of(ranked(1, "18", RankingState.FUNDED, 1), ranked(2, "14", RankingState.MOVED_UP, 2));
    var funded = List.of(ranked(1, "18", RankingState.FUNDED, 1));
    var late = entry(9, figures("10 4 4 4 yes 200 400 2 1"));

    assertThat(new LateRanking(movedUp, late).aboveCutOff()).isFalse();
    assertThat(new LateRanking(funded, late).aboveCutOff()).isTrue();
    assertThat(new LateRanking(List.of(), late).place()).isOne();
  }

  @Test
  @DisplayName("lets no late one pass another that waits before it")
  void letsNoLateOnePass() {
    var waiting =
        new RankingEntry(
            ref(2),
            1,
            "C-2026-01",
            figures("14 4 4 4 yes 200 400 2 1"),
            RankingState.RESERVE,
            true,
            2,
            Instant.EPOCH,
            null,
            null);
    var ranked = List.of(ranked(1, "18", RankingState.FUNDED, 1), waiting);

    assertThat(new LateRanking(ranked, entry(9, figures("13 4 4 4 yes 100 400 2 1"))).aboveCutOff())
        .isFalse();
    assertThat(new LateRanking(ranked, entry(9, figures("15 4 4 4 yes 100 400 2 1"))).aboveCutOff())
        .isTrue();
  }

  private static String fingerprint(List<RankingEntry> entries) {
    return new RankingList(entries, List.of(), 0, Cents.ZERO).fingerprint();
  }

  private static List<RankingEntry> five() {
    return IntStream.rangeClosed(1, 5)
        .mapToObj(
            number -> entry(number, figures("%d 4 4 4 yes 200 400 2 1".formatted(20 - number))))
        .toList();
  }

  private static List<ChangedPlace> changes(String told, String reason) {
    return Stream.of(told.split(" "))
        .filter(text -> !text.isEmpty())
        .map(text -> text.split(">"))
        .map(
            pair ->
                new ChangedPlace(ref(Integer.parseInt(pair[0])), Integer.parseInt(pair[1]), reason))
        .toList();
  }

  private static RankingEntry ranked(
      int number, String weighted, RankingState state, @Nullable Integer place) {
    return new RankingEntry(
        ref(number),
        1,
        "C-2026-01",
        figures(weighted + " 4 4 4 yes 200 400 2 1"),
        state,
        false,
        place,
        Instant.EPOCH,
        null,
        null);
  }

  private static RankingEntry entry(int number, Figures figures) {
    return new RankingEntry(
        ref(number), 1, "C-2026-01", figures, RankingState.ENTERED, false, null, null, null, null);
  }

  private static int number(RankingEntry entry) {
    return Integer.parseInt(entry.application().value().substring(7));
  }

  private static ApplicationRef ref(int number) {
    return ApplicationRef.of(Scheme.INNOVATION_FUND, 2026, number);
  }

  /** Weighted total, scores, whether passed, thousands of grant and costs, states, day. */
  private static Figures figures(String told) {
    var parts = told.strip().split(" ");
    var excellence = new BigDecimal(parts[1]);
    var impact = new BigDecimal(parts[2]);
    var implementation = new BigDecimal(parts[3]);
    var grant = Cents.euros(Long.parseLong(parts[5]) * 1000);
    var costs = Cents.euros(Long.parseLong(parts[6]) * 1000);
    return new Figures(
        new BigDecimal(parts[0]),
        excellence,
        impact,
        implementation,
        excellence.add(impact).add(implementation),
        parts[4].equals("yes"),
        grant,
        costs,
        costs.minus(grant),
        Integer.parseInt(parts[7]),
        Instant.EPOCH.plusSeconds(86_400L * Integer.parseInt(parts[8])),
        1);
  }
}
