package eu.ttc.grants.ranking;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.screening.MemberStates;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidSheet;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Gathers what an application is ranked by. */
@Component
class RankedFigures {

  private final Evaluations evaluations;
  private final AidComputations computations;
  private final Applications applications;

  RankedFigures(Evaluations evaluations, AidComputations computations, Applications applications) {
    this.evaluations = evaluations;
    this.computations = computations;
    this.applications = applications;
  }

  /**
   * The figures of today.
   *
   * @throws IllegalStateException when the application has no evaluation or no aid
   */
  Figures of(ApplicationRef ref) {
    var given = evaluations.of(ref).orElseThrow(() -> notEvaluated(ref));
    var figure = evaluations.rankingScore(ref).orElseThrow(() -> notEvaluated(ref));
    var sheet =
        computations
            .latest(ref)
            .filter(AidSheet::allowed)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s has no sheet of aid that grants something, so it cannot be ranked."
                            .formatted(ref)));
    var application = applications.get(ref);
    return new Figures(
        figure.weighted(),
        given.excellence(),
        given.impact(),
        given.implementation(),
        given.total(),
        given.passed(),
        sheet.grant(),
        sheet.eligibleCosts(),
        sheet.gap(),
        MemberStates.of(application.dossier()).size(),
        Objects.requireNonNull(application.submittedAt()),
        sheet.number());
  }

  private static IllegalStateException notEvaluated(ApplicationRef ref) {
    return new IllegalStateException(
        "%s has no evaluation, so it cannot be ranked.".formatted(ref));
  }
}
