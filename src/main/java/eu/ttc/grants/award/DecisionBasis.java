package eu.ttc.grants.award;

import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.screening.GatheredFacts;
import eu.ttc.grants.stateaid.HeadroomFigures;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision rests on, as it was when decided; each part names the ruleset it was held against
 * and is absent when the application did not get that far.
 *
 * @param missing what the application lacked
 */
public record DecisionBasis(
    List<FieldProblem> missing,
    @Nullable GatheredFacts facts,
    @Nullable HeadroomFigures headroom,
    @Nullable Scores scores) {

  /** The outcome of the evaluation without the expert's name. */
  public record Scores(
      BigDecimal excellence,
      BigDecimal impact,
      BigDecimal implementation,
      BigDecimal total,
      boolean passed,
      String ruleset) {}
}
