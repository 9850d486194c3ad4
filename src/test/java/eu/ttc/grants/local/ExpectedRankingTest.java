package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.local.ExpectedRanking.Place;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@code domain.md} § 5 as the simulated call expects them to be followed. */
@DisplayName("The expected ranking of a simulated call")
class ExpectedRankingTest {

  @Test
  @DisplayName("weighs scores, and breaks ties in order")
  void breaksTiesInOrder() {
    var ranking =
        ExpectedRanking.of(
            List.of(
                place(1, Opinion.of(4, 4, 4), "0.5", 2, 9),
                place(2, Opinion.of(4, 4, 4), "0.5", 2, 3),
                place(3, Opinion.of(4, 4, 4), "0.5", 3, 10),
                place(4, Opinion.of(4, 4, 4), "0.6", 2, 11),
                place(5, Opinion.of(4.5, 4, 3.5), "0.5", 2, 12),
                place(6, Opinion.of(3.5, 4.5, 3.5), "0.5", 2, 13),
                place(7, Opinion.of(3, 5, 3.5), "0.5", 2, 14),
                place(8, Opinion.of(5, 5, 2.5), "0.5", 2, 1)));

    assertThat(ranking.numbers()).containsExactly(7, 5, 4, 3, 2, 1, 6);
  }

  @Test
  @DisplayName("skips nobody for a smaller grant")
  void skipsNobody() {
    var ranking =
        new ExpectedRanking(
            List.of(
                place(1, Opinion.of(5, 5, 5), "0.5", 2, 1, 200),
                place(2, Opinion.of(5, 5, 4), "0.5", 2, 2, 200),
                place(3, Opinion.of(5, 5, 3), "0.5", 2, 3, 100)));

    assertThat(ranking.fitting(399)).isEqualTo(1);
    assertThat(ranking.fitting(400)).isEqualTo(2);
    assertThat(ranking.fitting(500)).isEqualTo(3);
  }

  @Test
  @DisplayName("takes the mean of who agree, rounded half up, and the median of who do not")
  void makesOneOpinionOfSeveral() {
    var agreeing =
        new Opinions(
            List.of(Opinion.of(4, 3.5, 4), Opinion.of(4, 4, 4), Opinion.of(3.5, 4, 4.5)),
            Opinion.of(0, 0, 0));
    var differing =
        new Opinions(
            List.of(Opinion.of(4, 5, 4), Opinion.of(4, 3.5, 4), Opinion.of(4, 3, 4)),
            Opinion.of(4, 3.5, 4));
    var acrossThreshold =
        new Opinions(
            List.of(Opinion.of(3, 4, 4), Opinion.of(3, 4, 4), Opinion.of(2.5, 4, 4)),
            Opinion.of(3, 4, 4));

    assertThat(agreeing.differ()).isFalse();
    assertThat(agreeing.outcome()).isEqualTo(Opinion.of(4, 4, 4));
    assertThat(differing.differ()).isTrue();
    assertThat(differing.outcome()).isEqualTo(Opinion.of(4, 3.5, 4));
    assertThat(acrossThreshold.differ()).isTrue();
  }

  @Test
  @DisplayName("has sixty consortia and money for twelve, the same from the same seed")
  void castsTheSameFromTheSameSeed() {
    for (long seed = 0; seed < 30; seed++) {
      var cast = CallCast.complete(seed);

      assertThat(cast.size()).isEqualTo(60);
      assertThat(cast.funded()).as("money reaches for, seed %d", seed).isEqualTo(12);
      assertThat(cast.granted()).as("have a grant at the end, seed %d", seed).isEqualTo(12);
      assertThat(CallCast.complete(seed)).isEqualTo(cast);
      assertThat(CallCast.small(seed).size()).isEqualTo(9);
    }
  }

  @Test
  @DisplayName("has opinions that come to what was wanted")
  void hasOpinionsAsWanted() {
    for (int seed = 0; seed < 30; seed++) {
      var dice = new Random(seed);

      assertThat(Opinions.agreeing(Opinion.of(4, 3, 5), dice).outcome())
          .isEqualTo(Opinion.of(4, 3, 5));
      assertThat(Opinions.differing(Opinion.of(4, 3, 5), dice).outcome())
          .isEqualTo(Opinion.of(4, 3, 5));
    }
  }

  private static Place place(
      int number, Opinion outcome, String ownShare, long states, int received) {
    return place(number, outcome, ownShare, states, received, 100);
  }

  private static Place place(
      int number, Opinion outcome, String ownShare, long states, int received, long grant) {
    return new Place(number, outcome, new BigDecimal(ownShare), states, received, grant);
  }
}
