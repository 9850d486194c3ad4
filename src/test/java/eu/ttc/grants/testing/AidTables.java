package eu.ttc.grants.testing;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.AidAnswer;
import eu.ttc.grants.stateaid.AidBasis;
import eu.ttc.grants.stateaid.AidQuestion;
import eu.ttc.grants.stateaid.BonusGround;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * What the decision tables say about research of partners that collaborate, for tests without an
 * engine: as much of them as case F1 needs.
 */
public final class AidTables {

  private AidTables() {}

  public static List<AidAnswer> answers(List<AidQuestion> questions) {
    return answers(questions, Set.of());
  }

  /** The same where a programme supports costs of some categories as de minimis aid. */
  public static List<AidAnswer> answers(List<AidQuestion> questions, Set<AidCategory> deMinimis) {
    return questions.stream()
        .map(
            question ->
                deMinimis.contains(question.category()) ? deMinimis(question) : answer(question))
        .toList();
  }

  private static AidAnswer deMinimis(AidQuestion question) {
    return new AidAnswer(
        question.partner(),
        question.category(),
        new AidAnswer.Basis("B7a", AidBasis.DE_MINIMIS, null, "(EU) 2023/2831, Art. 3(2)"),
        new AidAnswer.Intensity(
            BigDecimal.valueOf(100),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            null,
            BigDecimal.valueOf(100),
            BigDecimal.valueOf(100),
            "(EU) 2023/2831, Art. 3, 5"));
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
