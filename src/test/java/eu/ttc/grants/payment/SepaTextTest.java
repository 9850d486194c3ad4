package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SepaTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          Müller & Söhne GmbH,            Mueller + Soehne GmbH
          ÄÖÜß,                           AeOeUess
          Liège,                          Liege
          Œuvres à façon,                 Oeuvres a facon
          IJssel ĳzer,                    IJssel ijzer
          Łódź Ørsted Åre,                Lodz Oersted Aare
          "Smith, Jones (R.&D.)",         "Smith, Jones (R.+D.)"
          Labo “Cœur” €5,                 Labo Coeur 5
          a_b–c’d,                        a-b-c'd
          /A//B/,                         A/B
          tab\tand\u00a0space,            tab and space
          """)
  void writesWhatBanksAccept(String text, String expected) {
    assertThat(SepaText.of(text, 70)).isEqualTo(expected);
  }

  @Test
  void cutsToLengthAfterSpellingOut() {
    assertThat(SepaText.of("Ää".repeat(40), 70)).hasSize(70).startsWith("AeaeAeae");
    assertThat(SepaText.of("ab/cd", 3)).isEqualTo("ab");
  }

  @Test
  void composedAndDecomposedAccentsAreTheSame() {
    assertThat(SepaText.of("Mu\u0308ller", 70)).isEqualTo("Mueller");
  }

  @Test
  void leavesNothingOfOtherScripts() {
    assertThat(SepaText.of("Αθήνα София", 70)).isEmpty();
  }
}
