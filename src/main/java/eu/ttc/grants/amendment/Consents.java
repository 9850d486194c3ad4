package eu.ttc.grants.amendment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.consortium.PartnerAnswers;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks each partner whose part of the grant a change touches for its consent, and takes the
 * answers. One refusal refuses the change at once; so does silence, when the time is over. The lead
 * asked for the change and is not asked.
 */
@Service
public class Consents {

  private final ConsentRows rows;
  private final ChangeRows requests;
  private final Changes changes;
  private final PartnerAnswers answers;
  private final Applications applications;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Consents(
      ConsentRows rows,
      ChangeRows requests,
      Changes changes,
      PartnerAnswers answers,
      Applications applications,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.requests = requests;
    this.changes = changes;
    this.answers = answers;
    this.applications = applications;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Asks whom the change touches, each by a mail with a link of its own; once for each change.
   *
   * @param dueAt until when they can answer
   * @return GIVEN when nobody is to be asked, because the change touches only the lead or cannot be
   *     granted anyway
   * @throws NotNow when the application ended
   */
  @Transactional
  public ConsentCheck ask(ApplicationRef ref, int number, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        ConsentCheck.class,
        () -> {
          applications.requireOpen(ref);
          var change = changes.get(ref, number);
          if (rows.dueAt(ref, number).isEmpty()) {
            rows.begin(ref, number, dueAt.toInstant());
            if (change.open()) {
              ask(change);
            }
          }
          return check(changes.get(ref, number));
        });
  }

  /**
   * Tells what came of asking. Refuses the change when the time is really over and a partner did
   * not answer; never while the application is on hold.
   *
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public ConsentCheck check(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        ConsentCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var change = changes.get(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            var found = check(change);
            return new ConsentCheck(
                found.state(),
                Applications.inProgramme(hold.get().notBefore(found.dueAt().toInstant())));
          }
          applications.requireOpen(ref);
          if (state(change) == ConsentsState.OPEN
              && change.open()
              && !now().isBefore(requireDueAt(change))) {
            refuse(change, "CHANGE_CONSENT_LAPSED", silent(of(ref, number)));
          }
          return check(changes.get(ref, number));
        });
  }

  /**
   * Reminds each partner that did not answer yet by a mail, once per passage of the step.
   *
   * @return how many were reminded
   */
  @Transactional
  public int remind(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          var waiting = of(ref, number).stream().filter(ConsentView::open).toList();
          waiting.forEach(one -> note(one, "CHANGE_CONSENT_REMINDED"));
          return waiting.size();
        });
  }

  /**
   * A partner consents. The same person saying so again changes nothing.
   *
   * @param token of the link in the mail
   * @throws Unknown when there is no such link
   * @throws NotNow when this person cannot answer for a partner, the partner answered already, the
   *     time is over, or the change is settled
   */
  @Transactional
  public ConsentView give(String token, String person) {
    return answer(token, person, ConsentState.GIVEN, null);
  }

  /**
   * A partner does not consent, so the change is refused.
   *
   * @param reason for the lead to read
   * @throws InvalidInput when the reason is missing or too long
   * @throws Unknown as {@link #give}
   * @throws NotNow as {@link #give}
   */
  @Transactional
  public ConsentView refuse(String token, String person, String reason) {
    find(token);
    PartnerAnswers.requireReason(reason);
    return answer(token, person, ConsentState.REFUSED, reason.strip());
  }

  /**
   * What a partner is asked.
   *
   * @throws Unknown when there is no such link
   */
  @Transactional(readOnly = true)
  public ConsentView find(String token) {
    return rows.byToken(token, now()).orElseThrow(() -> new Unknown("consent", token));
  }

  /** Everybody who is asked about a change; empty when it touches only the lead. */
  @Transactional(readOnly = true)
  public List<ConsentView> of(ApplicationRef ref, int change) {
    return rows.of(ref, change, now());
  }

  /** What a mail to this partner needs; empty when it was never asked. */
  @Transactional(readOnly = true)
  public Optional<ConsentInvitation> invitation(ApplicationRef ref, int partner) {
    return rows.invitation(ref, partner);
  }

  /**
   * Moves the time for consents that is after this moment, because the application is or was on
   * hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.postpone(ref, after, by);
  }

  private void ask(ChangeView change) {
    var ref = change.application();
    var dossier = applications.get(ref).dossier();
    for (var number : changes.touched(change)) {
      rows.ask(
          ref,
          change.number(),
          number,
          answers.contact(ref, number, dossier.partners().get(number - 2)));
    }
    of(ref, change.number()).forEach(one -> note(one, "CHANGE_CONSENT_ASKED"));
  }

  private ConsentView answer(
      String token, String person, ConsentState answer, @Nullable String reason) {
    var ref = find(token).application();
    applications.requireOpen(ref);
    var asked = find(token);
    if (asked.state() == answer && person.equals(asked.answeredBy())) {
      return asked;
    }
    if (!asked.open()) {
      throw new NotNow(
          "%s could consent to change %d of %s until %s; its consent is %s and the change %s."
              .formatted(
                  asked.name(),
                  asked.change(),
                  ref,
                  Applications.inProgramme(asked.dueAt()),
                  asked.state(),
                  changes.get(ref, asked.change()).state()));
    }
    answers.requireMayAnswer(
        ref, asked.name(), person, of(ref, asked.change()).stream().map(ConsentView::answeredBy));
    rows.answer(asked, answer, person, reason, now());
    var change = changes.get(ref, asked.change());
    if (answer == ConsentState.REFUSED) {
      refuse(change, "CHANGE_CONSENT_REFUSED", "%s: %s".formatted(asked.name(), reason));
      publish(change);
    } else {
      note(asked, "CHANGE_CONSENT_GIVEN");
      if (state(change) == ConsentsState.GIVEN) {
        publish(change);
      }
    }
    return find(token);
  }

  private void refuse(ChangeView change, String event, String why) {
    var ref = change.application();
    requests.settle(
        ref, change.number(), ChangeState.REFUSED, why, null, Applications.SYSTEM, now());
    applications.note(ref, event, Applications.SYSTEM, why);
  }

  private void publish(ChangeView change) {
    var ref = change.application();
    engine.publish(
        "consents-settled",
        ref,
        "%s/change/%d/consents".formatted(ref.value(), change.number()),
        Map.of());
  }

  private ConsentCheck check(ChangeView change) {
    return new ConsentCheck(state(change), Applications.inProgramme(requireDueAt(change)));
  }

  private ConsentsState state(ChangeView change) {
    var all = of(change.application(), change.number());
    if (all.stream().anyMatch(one -> one.state() == ConsentState.REFUSED)) {
      return ConsentsState.REFUSED;
    }
    if (all.stream().allMatch(one -> one.state() == ConsentState.GIVEN)) {
      return ConsentsState.GIVEN;
    }
    return change.state() == ChangeState.REFUSED ? ConsentsState.LAPSED : ConsentsState.OPEN;
  }

  private Instant requireDueAt(ChangeView change) {
    return rows.dueAt(change.application(), change.number())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Nobody was asked for consent to change %d of %s."
                        .formatted(change.number(), change.application())));
  }

  private static String silent(List<ConsentView> all) {
    return all.stream()
        .filter(one -> one.state() == ConsentState.OPEN)
        .map(ConsentView::name)
        .collect(Collectors.joining(", "));
  }

  /** Who acted for a partner is kept with the consent; the history names the partner. */
  private void note(ConsentView one, String event) {
    applications.note(
        one.application(),
        event,
        Applications.SYSTEM,
        "%d %s".formatted(one.partner(), one.name()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
