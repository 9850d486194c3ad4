package eu.ttc.grants.portal;

import eu.ttc.grants.award.Awards;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.DeMinimis;
import java.util.List;
import org.springframework.stereotype.Service;

/**
 * Gathers what was found and decided, as far as the person looking may see it. Whose scores are
 * awaited sees an application as an evaluator only, whatever other roles they have; evaluators see
 * neither what others found nor, before they gave their scores, any score (promise 5).
 */
@Service
public class Assessments {

  private final Screenings screenings;
  private final DeMinimis deMinimis;
  private final Evaluations evaluations;
  private final EvaluationRounds rounds;
  private final Awards awards;

  Assessments(
      Screenings screenings,
      DeMinimis deMinimis,
      Evaluations evaluations,
      EvaluationRounds rounds,
      Awards awards) {
    this.screenings = screenings;
    this.deMinimis = deMinimis;
    this.evaluations = evaluations;
    this.rounds = rounds;
    this.awards = awards;
  }

  /** The person in the roles in which they may look at this application. */
  public Viewer looking(ApplicationRef ref, Viewer viewer) {
    return evaluations.isToScore(ref, viewer.username()) ? viewer.onlyAs(Role.EVALUATOR) : viewer;
  }

  /** What this person may see, in the roles that {@link #looking} left them. */
  public Assessment of(ApplicationRef ref, Viewer viewer) {
    var all = viewer.seesAllSubmitted();
    return new Assessment(
        screenings.completeness(ref).orElse(null),
        screenings.facts(ref).orElse(null),
        screenings.size(ref).orElse(null),
        deMinimis.lastCheck(ref),
        all ? screenings.findings(ref).orElse(null) : null,
        all ? evaluations.work(ref) : evaluations.workFor(ref, viewer.username()),
        all || evaluations.hasEvaluated(ref, viewer.username())
            ? evaluations.of(ref).orElse(null)
            : null,
        all ? rounds.of(ref).orElse(null) : null,
        all ? awards.of(ref).orElse(null) : null,
        all ? awards.drafts(ref) : List.of());
  }
}
