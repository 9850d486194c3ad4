package eu.ttc.grants.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A panel has a quorum")
class QuorumTest {

  private static final ApplicationRef FIRST = ApplicationRef.of("F-2026-000001");
  private static final ApplicationRef SECOND = ApplicationRef.of("F-2026-000002");

  /**
   * Two members of each of these: n1 and n2 for the Netherlands, d1 for Germany, b1 for Belgium.
   */
  private static final List<PanelMember> FIVE =
      List.of(
          new PanelMember("n1", "NL"),
          new PanelMember("n2", "NL"),
          new PanelMember("n3", "NL"),
          new PanelMember("d1", "DE"),
          new PanelMember("b1", "BE"));

  @ParameterizedTest(name = "{0} there, {1} left for the first: {2}")
  @DisplayName("when half of its members are there, from two Member States, for each application")
  @CsvSource({
    "n1 d1 b1, '', yes",
    "n1 n2 d1, '', yes",
    "n1 d1, '', no quorum: 2 of 5",
    "n1 n2 n3, '', two Member States",
    "n1 n2 d1 b1, n1, yes",
    "n1 n2 d1, n1, no quorum for F-2026-000001: 2 of 5",
    "n1 n2 n3 d1, d1, no quorum for F-2026-000001: members of at least two",
  })
  void forEachApplication(String present, String left, String expected) {
    var departures =
        Stream.of(left.split(" "))
            .filter(name -> !name.isEmpty())
            .map(name -> new Departure(name, FIRST, ConflictKind.OTHER_DOUBT))
            .toList();
    var quorum = new Quorum(FIVE, Set.of(present.split(" ")));

    assertThat(quorum.problem(List.of(SECOND, FIRST), departures).orElse("yes")).contains(expected);
    assertThat(quorum.problem(List.of(SECOND), departures).orElse("yes"))
        .isEqualTo(
            expected.contains("F-2026")
                ? "yes"
                : quorum.problem(List.of(), List.of()).orElse("yes"));
  }

  @Test
  @DisplayName("of four with two, and never without members")
  void ofFourWithTwo() {
    var four = FIVE.subList(1, 5);

    assertThat(new Quorum(four, Set.of("n2", "d1")).problem(List.of(FIRST), List.of())).isEmpty();
    assertThat(new Quorum(List.of(), Set.of()).problem(List.of(), List.of())).isPresent();
  }
}
