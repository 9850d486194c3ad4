package eu.ttc.grants.portal;

import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.AwardDraft;
import eu.ttc.grants.evaluation.EvaluationSummary;
import eu.ttc.grants.evaluation.ExpertWork;
import eu.ttc.grants.evaluation.RoundView;
import eu.ttc.grants.screening.CompletenessCheck;
import eu.ttc.grants.screening.Findings;
import eu.ttc.grants.screening.GatheredFacts;
import eu.ttc.grants.screening.SizeComputation;
import eu.ttc.grants.stateaid.HeadroomFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the programme found about an application and decided on it; each part is absent until the
 * application gets that far, or when the person looking must not see it.
 *
 * @param evaluated the evaluation that counts; of several experts the consolidated one
 * @param round what several experts scored, one by one
 * @param drafts of decisions, oldest first
 */
public record Assessment(
    @Nullable CompletenessCheck completeness,
    @Nullable GatheredFacts facts,
    @Nullable SizeComputation size,
    List<HeadroomFigures> headroom,
    @Nullable Findings findings,
    List<ExpertWork> experts,
    @Nullable EvaluationSummary evaluated,
    @Nullable RoundView round,
    @Nullable AwardDecision decision,
    List<AwardDraft> drafts) {

  public Assessment {
    headroom = List.copyOf(headroom);
    experts = List.copyOf(experts);
    drafts = List.copyOf(drafts);
  }
}
