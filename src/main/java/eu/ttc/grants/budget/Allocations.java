package eu.ttc.grants.budget;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the programme gives to its budget lines, and takes back. */
@Service
public class Allocations {

  private final BudgetLines lines;
  private final Postings postings;
  private final WaitingList waitingList;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Allocations(
      BudgetLines lines,
      Postings postings,
      WaitingList waitingList,
      ApplicationEventPublisher events,
      Clock clock) {
    this.lines = lines;
    this.postings = postings;
    this.waitingList = waitingList;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Posts one decision about the money of a line, which it opens when there is none. The same
   * decision again changes nothing. Whoever waits for a voucher that fits now is woken.
   *
   * @throws InvalidInput when another line pays this scheme, this line pays another, or the
   *     decision was posted with another amount
   * @throws NotNow when it takes more than is available
   */
  @Transactional
  public void allocate(AllocateBudget command) {
    var now = clock.instant();
    var day = now.atZone(Applications.PROGRAMME_ZONE).toLocalDate();
    lines.open(command.line(), command.scheme(), day);
    requireScheme(command);
    lines.lock(command.line());
    var amount = Cents.of(Math.abs(command.cents()));
    var kind = command.cents() > 0 ? PostingKind.ALLOCATE : PostingKind.DEALLOCATE;
    if (repeats(command, kind, amount)) {
      return;
    }
    var moment = lines.moment(command.line(), now);
    var note = new Postings.Note(command.reason(), command.by(), moment);
    if (!postings.post(command.line(), Fact.of(kind, command.decision()), amount, note)) {
      throw new NotNow(
          "Only %s of line %s is available; %s cannot be taken from it."
              .formatted(lines.balances(command.line()).all().available(), command.line(), amount));
    }
    waitingList.wakeNext(command.line());
    events.publishEvent(new MoneyAvailable(command.line()));
  }

  private void requireScheme(AllocateBudget command) {
    var scheme = lines.scheme(command.line());
    if (scheme.isEmpty()) {
      throw InvalidInput.of(
          "line",
          "scheme",
          "%s is paid by line %s; allocate to that one"
              .formatted(command.scheme(), lines.of(command.scheme())));
    }
    if (scheme.get() != command.scheme()) {
      throw InvalidInput.of(
          "scheme", "line", "line %s pays %s".formatted(command.line(), scheme.get()));
    }
  }

  private boolean repeats(AllocateBudget command, PostingKind kind, Cents amount) {
    for (var earlier : new PostingKind[] {PostingKind.ALLOCATE, PostingKind.DEALLOCATE}) {
      var posted = postings.posted(command.line(), Fact.of(earlier, command.decision()));
      if (posted.isPresent()) {
        if (earlier == kind && posted.get().equals(amount)) {
          return true;
        }
        throw InvalidInput.of(
            "decision",
            "posted",
            "%s is posted for line %s as %s of %s; give another decision its own name"
                .formatted(command.decision(), command.line(), earlier, posted.get()));
      }
    }
    return false;
  }
}
