package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Asks applicants for more evidence (case C1) or for newer (case C5), and takes it. */
@Service
public class EvidenceRequests {

  private final Applications applications;
  private final Verifications verifications;
  private final Reckoning reckoning;
  private final EvidenceRows evidence;
  private final VerificationRows rows;
  private final RequestRows requests;
  private final EngineMessages engine;
  private final Steps steps;

  EvidenceRequests(
      Applications applications,
      Verifications verifications,
      Reckoning reckoning,
      EvidenceRows evidence,
      VerificationRows rows,
      RequestRows requests,
      EngineMessages engine,
      Steps steps) {
    this.applications = applications;
    this.verifications = verifications;
    this.reckoning = reckoning;
    this.evidence = evidence;
    this.rows = rows;
    this.requests = requests;
    this.engine = engine;
    this.steps = steps;
  }

  /**
   * Asks for what the newest sheet lacks.
   *
   * @return number of the request, the same one while it is open
   * @throws IllegalStateException when nothing is lacking, or no round is left
   * @throws NotNow when the application ended
   */
  @Transactional
  public int ask(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          var open = requests.last(ref).filter(last -> last.state() == RequestState.OPEN);
          if (open.isPresent()) {
            return open.get().number();
          }
          var sheet = verifications.requireSheet(ref);
          if (verifications.roundsLeft(ref, sheet) == 0) {
            throw new IllegalStateException(
                "The co-funding of %s is %s, and the applicant cannot be asked again. Correct the model, or cancel the instance."
                    .formatted(ref, sheet.result()));
          }
          var renew = sheet.result() == SheetResult.TO_BE_RENEWED;
          int number =
              requests.add(
                  ref,
                  renew ? RequestPurpose.RENEWAL : RequestPurpose.SUPPLEMENT,
                  missing(sheet),
                  reckoning.now(),
                  dueAt.toInstant());
          rows.become(ref, VerificationState.SUPPLEMENTING, reckoning.now());
          applications.note(
              ref,
              renew ? "CO_FUNDING_RENEWAL_ASKED" : "CO_FUNDING_ASKED",
              Applications.SYSTEM,
              dueAt.atZoneSameInstant(Applications.PROGRAMME_ZONE).toLocalDate().toString());
          return number;
        });
  }

  /**
   * The applicant has recorded what they can: the officer looks at it now. Saying it again changes
   * nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws NotNow when nothing is asked, or the time is over
   * @throws InvalidInput when nothing was recorded since it was asked
   */
  @Transactional
  public EvidenceRequest handIn(ApplicationRef ref, String applicant) {
    applications.get(ref, applicant);
    applications.requireOpen(ref);
    var request =
        requests
            .last(ref)
            .orElseThrow(
                () -> new NotNow("No further co-funding of %s is asked for.".formatted(ref)));
    if (request.state() == RequestState.ANSWERED) {
      return request;
    }
    if (!request.takesAnswer(reckoning.now())) {
      throw new NotNow(
          "Further co-funding of %s could be shown until %s."
              .formatted(ref, Applications.inProgramme(request.dueAt())));
    }
    if (!hasNews(ref, request)) {
      throw InvalidInput.of(
          "evidence", "required", "record at least one item of evidence before you hand it in");
    }
    requests.settle(ref, request.number(), RequestState.ANSWERED, reckoning.now());
    rows.become(ref, VerificationState.CHECKING, reckoning.now());
    applications.note(ref, "CO_FUNDING_SUPPLEMENTED", applicant, null);
    engine.publish(
        "co-funding-supplemented", ref, ref.value() + "/co-funding/" + request.number(), Map.of());
    return requests.last(ref).orElseThrow();
  }

  /**
   * Asked when the lifecycle's timer fires: ends the request if it is really due. What was recorded
   * but not handed in counts as handed in. Nothing ends while the application is on hold.
   *
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public RequestCheck lapse(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        RequestCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var request = require(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return check(request.state(), hold.get().notBefore(request.dueAt()));
          }
          applications.requireOpen(ref);
          if (request.state() == RequestState.OPEN && !reckoning.now().isBefore(request.dueAt())) {
            var answered = hasNews(ref, request);
            requests.settle(
                ref,
                number,
                answered ? RequestState.ANSWERED : RequestState.LAPSED,
                reckoning.now());
            rows.become(ref, VerificationState.CHECKING, reckoning.now());
            applications.note(
                ref,
                answered ? "CO_FUNDING_SUPPLEMENTED" : "CO_FUNDING_REQUEST_LAPSED",
                Applications.SYSTEM,
                null);
          }
          return check(require(ref, number).state(), request.dueAt());
        });
  }

  /**
   * Moves the deadline of an open request that is after this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    requests.postpone(ref, after, by);
  }

  private static RequestCheck check(RequestState state, Instant dueAt) {
    return new RequestCheck(state, Applications.inProgramme(dueAt));
  }

  private boolean hasNews(ApplicationRef ref, EvidenceRequest request) {
    return evidence.of(ref).stream()
        .anyMatch(item -> !item.recordedAt().isBefore(request.askedAt()));
  }

  private EvidenceRequest require(ApplicationRef ref, int number) {
    return requests.of(ref).stream()
        .filter(request -> request.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no request %d for co-funding.".formatted(ref, number)));
  }

  /** What is lacking for all together, or the sum of what single parties lack. */
  private static Cents missing(Sheet sheet) {
    var parties = sheet.parties().stream().map(PartyLine::missing).reduce(Cents.ZERO, Cents::plus);
    return parties.exceeds(sheet.total().missing()) ? parties : sheet.total().missing();
  }
}
