package eu.ttc.grants.award;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
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
 * @param headroom in the de minimis account of each party
 */
public record DecisionBasis(
    List<FieldProblem> missing,
    @Nullable GatheredFacts facts,
    @JsonFormat(with = Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<HeadroomFigures> headroom,
    @Nullable Scores scores) {

  public DecisionBasis {
    missing = missing == null ? List.of() : List.copyOf(missing);
    headroom = headroom == null ? List.of() : List.copyOf(headroom);
  }

  /** The outcome of the evaluation without the expert's name. */
  public record Scores(
      BigDecimal excellence,
      BigDecimal impact,
      BigDecimal implementation,
      BigDecimal total,
      boolean passed,
      String ruleset) {}
}
