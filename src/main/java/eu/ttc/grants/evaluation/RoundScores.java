package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;

/** The scores that count in a round, with what meetings changed. */
@Component
class RoundScores {

  private final EvaluationRows rows;
  private final ConsensusRows meetings;

  RoundScores(EvaluationRows rows, ConsensusRows meetings) {
    this.rows = rows;
    this.meetings = meetings;
  }

  /** By seat; a seat whose scores are awaited or were voided is not among them. */
  List<SeatScores> of(ApplicationRef ref, Round round) {
    var changes = meetings.changes(ref);
    return rows.all(ref).stream()
        .filter(work -> work.scoredIn(round))
        .sorted(Comparator.comparingInt(Work::seat))
        .map(
            work -> {
              var given = work.scores().orElseThrow();
              var agreed = given;
              for (var change : changes) {
                if (change.evaluation().equals(work.id())) {
                  agreed = agreed.with(change.criterion(), change.newScore());
                }
              }
              return new SeatScores(work.seat(), work.id(), given, agreed);
            })
        .toList();
  }
}
