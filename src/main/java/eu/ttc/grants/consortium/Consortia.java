package eu.ttc.grants.consortium;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.DossierVersion;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Asks each partner of a fund project whether it takes part with what the lead told, and takes the
 * answers. Who confirms, confirms the frozen dossier: its fingerprint is kept with the question.
 */
@Service
public class Consortia {

  private final ConsortiumRows rows;
  private final Applications applications;
  private final PartnerAnswers answers;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Consortia(
      ConsortiumRows rows,
      Applications applications,
      PartnerAnswers answers,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.applications = applications;
    this.answers = answers;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Asks the partners, each by a mail with a link of its own. Who confirmed this very dossier is
   * not asked again.
   *
   * @param dueAt until when they can answer
   * @return the round that counts: CONFIRMED when there is nothing left to ask
   * @throws NotNow when the application is not complete, or ended
   */
  @Transactional
  public ConsortiumCheck ask(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        ConsortiumCheck.class,
        () -> {
          var status = applications.requireOpen(ref);
          var dossier = frozen(ref);
          var last =
              rows.last(ref, now())
                  .filter(asked -> asked.dossierSha256().equals(dossier.sha256()))
                  .filter(
                      asked ->
                          asked.state() == ConsortiumState.OPEN
                              || asked.state() == ConsortiumState.CONFIRMED);
          if (last.isPresent()) {
            return check(last.get());
          }
          if (status != ApplicationStatus.COMPLETE) {
            throw new NotNow(
                "%s is %s; its partners are asked once it is complete.".formatted(ref, status));
          }
          return check(ask(ref, dossier, dueAt.toInstant()));
        });
  }

  /**
   * Tells what came of asking. Lets the application lapse when a partner declined, or when the time
   * is really over and one did not answer; never while it is on hold.
   *
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public ConsortiumCheck check(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        ConsortiumCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var asked = require(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return new ConsortiumCheck(
                number,
                asked.state() == ConsortiumState.DECLINED ? ConsortiumState.OPEN : asked.state(),
                Applications.inProgramme(hold.get().notBefore(asked.dueAt())));
          }
          applications.requireOpen(ref);
          if (asked.state() == ConsortiumState.OPEN && !now().isBefore(asked.dueAt())) {
            rows.settle(ref, number, ConsortiumState.LAPSED, now());
            lapse(ref, "CONSORTIUM_LAPSED");
          } else if (asked.state() == ConsortiumState.DECLINED) {
            lapse(ref, "CONSORTIUM_DECLINED");
          }
          return check(require(ref, number));
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
          var waiting =
              require(ref, number).partners().stream().filter(ParticipationView::open).toList();
          waiting.forEach(partner -> note(partner, "PARTICIPATION_REMINDED"));
          return waiting.size();
        });
  }

  /**
   * A partner takes part. The same person saying so again changes nothing.
   *
   * @param token of the link in the mail
   * @throws Unknown when there is no such link
   * @throws NotNow when this person cannot answer for a partner, the partner answered already, or
   *     the time is over
   */
  @Transactional
  public ParticipationView confirm(String token, String person) {
    return answer(token, person, ParticipationState.CONFIRMED, null);
  }

  /**
   * A partner does not take part, which ends the application.
   *
   * @param reason for the lead to read
   * @throws InvalidInput when the reason is missing or too long
   * @throws Unknown as {@link #confirm}
   * @throws NotNow as {@link #confirm}
   */
  @Transactional
  public ParticipationView decline(String token, String person, String reason) {
    find(token);
    PartnerAnswers.requireReason(reason);
    return answer(token, person, ParticipationState.DECLINED, reason.strip());
  }

  /**
   * What a partner is asked.
   *
   * @throws Unknown when there is no such link
   */
  @Transactional(readOnly = true)
  public ParticipationView find(String token) {
    return rows.byToken(token, now()).orElseThrow(() -> new Unknown("participation", token));
  }

  /** The dossier that a partner is asked about. */
  @Transactional(readOnly = true)
  public Dossier dossierOf(ParticipationView asked) {
    var sha256 = require(asked.application(), asked.request()).dossierSha256();
    return applications.versions(asked.application()).stream()
        .filter(version -> version.sha256().equals(sha256))
        .findFirst()
        .orElseThrow()
        .dossier();
  }

  /** The last time that the partners were asked; empty before. */
  @Transactional(readOnly = true)
  public Optional<ConsortiumView> of(ApplicationRef ref) {
    return rows.last(ref, now());
  }

  /** What a mail to this partner needs; empty when it was never asked. */
  @Transactional(readOnly = true)
  public Optional<Invitation> invitation(ApplicationRef ref, int partner) {
    return rows.invitation(ref, partner);
  }

  /**
   * Moves the deadline of an open request that is after this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.postpone(ref, after, by);
  }

  private ConsortiumView ask(ApplicationRef ref, DossierVersion frozen, Instant dueAt) {
    var open = rows.last(ref, now()).filter(asked -> asked.state() == ConsortiumState.OPEN);
    open.ifPresent(old -> rows.settle(ref, old.number(), ConsortiumState.LAPSED, now()));
    var number = rows.add(ref, frozen.sha256(), now(), dueAt);
    var partners = frozen.dossier().partners();
    for (int i = 0; i < partners.size(); i++) {
      var partner = partners.get(i);
      var contact = answers.contact(ref, i + 2, partner);
      rows.ask(
          ref, number, i + 2, contact.name(), contact.email(), contact.language(), contact.token());
    }
    var asked = require(ref, number);
    asked.partners().forEach(partner -> note(partner, "PARTICIPATION_ASKED"));
    return asked;
  }

  private ParticipationView answer(
      String token, String person, ParticipationState answer, @Nullable String reason) {
    var ref = find(token).application();
    applications.requireOpen(ref);
    var asked = find(token);
    if (asked.state() == answer && person.equals(asked.answeredBy())) {
      return asked;
    }
    requireMayAnswer(asked, person);
    rows.answer(asked, answer, person, reason, now());
    note(find(token), "PARTICIPATION_" + answer);
    var all = require(ref, asked.request());
    if (answer == ParticipationState.DECLINED) {
      settle(all, ConsortiumState.DECLINED);
    } else if (all.partners().stream()
        .allMatch(partner -> partner.state() == ParticipationState.CONFIRMED)) {
      settle(all, ConsortiumState.CONFIRMED);
      applications.note(ref, "CONSORTIUM_CONFIRMED", Applications.SYSTEM, null);
    }
    return find(token);
  }

  private void requireMayAnswer(ParticipationView asked, String person) {
    var ref = asked.application();
    if (!asked.open()) {
      throw new NotNow(
          "%s was asked until %s whether it takes part in %s, and that is settled: %s."
              .formatted(
                  asked.name(), Applications.inProgramme(asked.dueAt()), ref, asked.state()));
    }
    answers.requireMayAnswer(
        ref,
        asked.name(),
        person,
        require(ref, asked.request()).partners().stream().map(ParticipationView::answeredBy));
  }

  private void settle(ConsortiumView asked, ConsortiumState state) {
    var ref = asked.partners().getFirst().application();
    rows.settle(ref, asked.number(), state, now());
    engine.publish(
        "consortium-settled", ref, ref.value() + "/consortium/" + asked.number(), Map.of());
  }

  private void lapse(ApplicationRef ref, String event) {
    applications.move(ref, ApplicationStatus.LAPSED, event, Applications.SYSTEM, null);
  }

  /** Who acted for a partner is kept with the answer; the history names the partner. */
  private void note(ParticipationView partner, String event) {
    applications.note(
        partner.application(),
        event,
        Applications.SYSTEM,
        "%d %s".formatted(partner.partner(), partner.name()));
  }

  private DossierVersion frozen(ApplicationRef ref) {
    return applications.versions(ref).getLast();
  }

  private ConsortiumView require(ApplicationRef ref, int number) {
    return rows.find(ref, number, now())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The partners of %s were not asked a time %d.".formatted(ref, number)));
  }

  private static ConsortiumCheck check(ConsortiumView asked) {
    return new ConsortiumCheck(
        asked.number(), asked.state(), Applications.inProgramme(asked.dueAt()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
