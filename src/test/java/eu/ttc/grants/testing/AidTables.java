package eu.ttc.grants.testing;

import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.AidAnswer;
import eu.ttc.grants.stateaid.AidBasis;
import eu.ttc.grants.stateaid.AidQuestion;
import eu.ttc.grants.stateaid.BonusGround;
import java.math.BigDecimal;
import java.util.List;

/**
 * What the decision tables say about research of partners that collaborate, for tests without an
 * engine: as much of them as case F1 needs.
 */
public final class AidTables {

  private AidTables() {}

  public static List<AidAnswer> answers(List<AidQuestion> questions) {
    return questions.stream().map(AidTables::answer).toList();
  }

  private static AidAnswer answer(AidQuestion question) {
    var base =
        switch (question.category()) {
          case INDUSTRIAL_RESEARCH -> 50;
          case EXPERIMENTAL_DEVELOPMENT -> 25;
          default -> throw new IllegalArgumentException("not told: " + question);
        };
    var size = question.sizeClass() == SmeCategory.MEDIUM ? 10 : 20;
    return new AidAnswer(
        question.partner(),
        question.category(),
        new AidAnswer.Basis("B8", AidBasis.GBER_25, null, "(EU) 651/2014, Art. 25"),
        new AidAnswer.Intensity(
            BigDecimal.valueOf(base),
            BigDecimal.valueOf(size),
            BigDecimal.valueOf(15),
            BonusGround.COLLABORATION,
            BigDecimal.valueOf(80),
            BigDecimal.valueOf(Math.min(80, base + size + 15)),
            "(EU) 651/2014, Art. 25(5), (6)(a), (6)(b)(i)"));
  }
}
