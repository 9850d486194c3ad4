package eu.ttc.grants.recovery;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.recovery.FindingOutcome.FindingNotAllowed;
import eu.ttc.grants.recovery.FindingOutcome.Founded;
import eu.ttc.grants.recovery.FindingOutcome.Unfounded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Suspicions of irregularity: opened by one person, heard by the applicant, decided by another
 * person; then the correction is set off or ordered to be paid back, with interest when late, or
 * waived when it is a trifle. Order of locks: application, then its recovery.
 */
@Service
public class Recoveries {

  private static final int LONGEST_TEXT = 4000;
  private static final int LONGEST_ANSWER = 8000;
  private static final int LONGEST_REFERENCE = 100;

  /** From the agreement on there is money that could be paid wrongly, or was. */
  private static final Set<ApplicationStatus> WITH_MONEY =
      EnumSet.of(
          ApplicationStatus.CONTRACTED,
          ApplicationStatus.RUNNING,
          ApplicationStatus.FINAL_REPORTED,
          ApplicationStatus.CLOSED);

  private final RecoveryRows rows;
  private final RepaymentAccounts accounts;
  private final RecoveryRules rules;
  private final Settling settling;
  private final Applications applications;
  private final Payments payments;
  private final Budget budget;
  private final Accounts people;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Recoveries(
      RecoveryRows rows,
      RepaymentAccounts accounts,
      RecoveryRules rules,
      Settling settling,
      Applications applications,
      Payments payments,
      Budget budget,
      Accounts people,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.rules = rules;
    this.settling = settling;
    this.applications = applications;
    this.payments = payments;
    this.budget = budget;
    this.people = people;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Opens a suspicion: from now on no payment of the application is put into a batch or released,
   * and its process begins.
   *
   * @throws InvalidInput when reason or amount do not do
   * @throws NotNow when nothing was agreed yet, another suspicion is open, or this person may not
   */
  @Transactional
  public RecoveryView open(OpenSuspicion command) {
    var ref = command.application();
    var application = applications.get(ref);
    var status = applications.lockedStatus(ref);
    requireText("reason", command.reason(), LONGEST_TEXT);
    if (!command.kind().isSuspicion()) {
      throw InvalidInput.of("suspicionKind", "choice", "must be something that can be suspected");
    }
    if (!people.hasRole(command.manager(), Role.PROGRAMME_MANAGER)
        || application.applicant().equals(command.manager())) {
      throw new NotNow("A programme manager other than the applicant opens a suspicion.");
    }
    var held = budget.held(ref).orElse(Cents.ZERO);
    if (!WITH_MONEY.contains(status) || held.value() == 0) {
      throw new NotNow(
          "%s is %s; a suspicion is opened from the accepted agreement on, while money is set aside or paid for it."
              .formatted(ref, status));
    }
    if (command.amount().value() == 0 || command.amount().exceeds(held)) {
      throw InvalidInput.of(
          "amountCents",
          "range",
          "must be more than EUR 0.00 and at most %s, which is set aside or paid for %s"
              .formatted(held, ref));
    }
    if (rows.suspendPayments(ref)) {
      throw new NotNow(
          "Another suspicion about %s is open; decide on it before you open the next."
              .formatted(ref));
    }
    int number = rows.countByApplication(ref.value()) + 1;
    var recovery = rows.saveAndFlush(new Recovery(command, number, clock.instant()));
    applications.note(ref, "SUSPICION_OPENED", command.manager(), command.reason());
    engine.publish(
        "recovery-opened",
        ref,
        key(ref, number),
        Map.of(
            "applicationRef",
            ref.value(),
            "scheme",
            ref.scheme().name(),
            "recoveryNumber",
            number));
    return view(recovery);
  }

  /**
   * Begins the hearing: from now on the applicant is told and may answer.
   *
   * @param until the end of the time to answer; the first one stays
   */
  @Transactional
  public Hearing beginHearing(ApplicationRef ref, int number, OffsetDateTime until, StepKey step) {
    return steps.once(
        step,
        Hearing.class,
        () -> {
          var recovery = locked(ref, number);
          if (recovery.state() == RecoveryState.HEARING && recovery.hearBy() == null) {
            recovery.hearBy(until.toInstant());
            applications.note(ref, "HEARING_OPENED", Applications.SYSTEM, Integer.toString(number));
          }
          return hearing(recovery);
        });
  }

  /**
   * The applicant answers, once and in time.
   *
   * @throws Unknown when there is no such recovery of this applicant
   * @throws NotNow when the time is over or the answer was given
   */
  @Transactional
  public RecoveryView answer(ApplicationRef ref, int number, String applicant, String text) {
    applications.get(ref, applicant);
    var recovery = locked(ref, number);
    if (!recovery.hears(clock.instant())) {
      throw new NotNow(
          "The hearing about %s is over: it was answered, or its time has passed.".formatted(ref));
    }
    requireText("answer", text, LONGEST_ANSWER);
    recovery.answer(text.strip(), applicant, clock.instant());
    applications.note(ref, "HEARING_ANSWERED", applicant, null);
    engine.publish("hearing-answered", ref, key(ref, number) + "/hearing", Map.of());
    return view(recovery);
  }

  /** Asked when the timer fires: ends the hearing if its time is really over. */
  @Transactional
  public Hearing closeHearing(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Hearing.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var recovery = require(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return new Hearing(
                recovery.state() == RecoveryState.HEARING,
                Applications.inProgramme(hold.get().notBefore(until(recovery))));
          }
          var before = recovery.state();
          if (!recovery.closeIfDue(clock.instant()) && before == RecoveryState.HEARING) {
            applications.note(ref, "HEARING_LAPSED", Applications.SYSTEM, null);
          }
          return hearing(recovery);
        });
  }

  /**
   * Moves the end of a hearing and the due date of a repayment that lie beyond this moment, because
   * the application is or was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.findByApplicationOrderByNumber(ref.value())
        .forEach(recovery -> recovery.postpone(after, by));
    accounts.postpone(ref, after, by);
  }

  /**
   * Records what a second person found, once. Payments go on from then; what is to come back waits
   * for the next payment or is ordered to be paid back.
   */
  @Transactional
  public FindingOutcome recordFinding(RecordFinding command, StepKey step) {
    return steps.once(
        step,
        FindingOutcome.class,
        () -> {
          var recovery = locked(command.application(), command.number());
          if (recovery.foundBy() != null) {
            var settlement = Optional.ofNullable(recovery.settlement());
            return settlement.<FindingOutcome>map(Founded::new).orElseGet(Unfounded::new);
          }
          var problem = problem(command, recovery);
          return problem
              .<FindingOutcome>map(FindingNotAllowed::new)
              .orElseGet(() -> record(command, recovery));
        });
  }

  /**
   * Orders the repayment: it is due on a day, and the applicant is told.
   *
   * @return the day on which it is due; the first one stays
   */
  @Transactional
  public LocalDate order(ApplicationRef ref, int number, OffsetDateTime due, StepKey step) {
    return steps.once(
        step,
        LocalDate.class,
        () -> {
          locked(ref, number);
          if (accounts.get(ref, number).dueOn() == null) {
            var day = due.atZoneSameInstant(Applications.PROGRAMME_ZONE).toLocalDate();
            accounts.dueOn(ref, number, day);
            applications.note(ref, "REPAYMENT_ORDERED", Applications.SYSTEM, day.toString());
          }
          return Optional.ofNullable(accounts.get(ref, number).dueOn()).orElseThrow();
        });
  }

  /**
   * Reminds of a repayment if it is overdue: its date may have been moved.
   *
   * @return whether something is still open
   */
  @Transactional
  public boolean remind(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          locked(ref, number);
          var account = accounts.get(ref, number);
          if (account.settled()) {
            return false;
          }
          if (account.dueBy(accounts.today())) {
            applications.note(ref, "REPAYMENT_REMINDED", Applications.SYSTEM, account.reference());
          }
          return true;
        });
  }

  /**
   * Orders a correction to be paid back that waits to be set off, because no further payment is to
   * be expected. What was never paid and, with its application over, never will be, is settled by
   * that.
   *
   * @throws NotNow when it does not wait to be set off, payments can still follow for what was not
   *     paid yet, or this person may not
   */
  @Transactional
  public RecoveryView orderInstead(ApplicationRef ref, int number, String manager) {
    var recovery = locked(ref, number);
    requireManager(manager);
    if (recovery.state() != RecoveryState.OFFSET) {
      throw new NotNow(
          "Recovery %d of %s is %s; only one that waits to be set off is ordered instead."
              .formatted(number, ref, recovery.state()));
    }
    var neverPaid = accounts.claimedInMoney(ref).less(paid(ref));
    if (neverPaid.value() > 0) {
      if (!applications.get(ref).status().ended()) {
        throw new NotNow(
            "%s of recovery %d was not paid yet and cannot be claimed back; wait for the payment, or end the agreement."
                .formatted(neverPaid, number));
      }
      settling.notPaid(recovery, neverPaid, manager);
    }
    if (recovery.state().ended()) {
      return view(recovery);
    }
    recovery.order();
    applications.note(ref, "OFFSET_GIVEN_UP", manager, accounts.get(ref, number).reference());
    engine.publish("offset-given-up", ref, key(ref, number) + "/offset", Map.of());
    return view(recovery);
  }

  /**
   * Waives what is open, as a trifle: the Fund's part of the open principal is within the limit.
   * Decided by a person who neither opened the suspicion nor made the finding.
   *
   * @throws InvalidInput when the reason does not do
   * @throws NotNow when it is no trifle, nothing is open, or this person may not
   */
  @Transactional
  public RecoveryView waive(ApplicationRef ref, int number, String manager, String reason) {
    var recovery = locked(ref, number);
    requireText("reason", reason, LONGEST_TEXT);
    requireManager(manager);
    if (manager.equals(recovery.foundBy()) || manager.equals(recovery.openedBy())) {
      throw new NotNow(
          "You opened this suspicion or made the finding; another programme manager waives.");
    }
    settling.waive(recovery, manager, reason.strip());
    return view(recovery);
  }

  /** Whether this manager could waive the rest now. */
  @Transactional(readOnly = true)
  public boolean mayWaive(RecoveryView recovery, String manager) {
    var repayment = recovery.repayment();
    return repayment != null
        && !recovery.state().ended()
        && !manager.equals(recovery.foundBy())
        && !manager.equals(recovery.openedBy())
        && rules.on(accounts.today()).weigh(repayment.open()).waivable();
  }

  /**
   * Notes that OLAF was told through IMS.
   *
   * @param reference under which IMS keeps the report
   * @throws NotNow when it is not to be reported, or was before
   */
  @Transactional
  public RecoveryView reported(ApplicationRef ref, int number, String manager, String reference) {
    var recovery = locked(ref, number);
    requireText("reference", reference, LONGEST_REFERENCE);
    requireManager(manager);
    if (!recovery.awaitsReport()) {
      throw new NotNow(
          "Recovery %d of %s is not to be reported, or was reported before."
              .formatted(number, ref));
    }
    recovery.report(accounts.today(), reference.strip(), manager);
    applications.note(ref, "IRREGULARITY_REPORTED", manager, reference.strip());
    return view(recovery);
  }

  /** All recoveries of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<RecoveryView> of(ApplicationRef ref) {
    return rows.findByApplicationOrderByNumber(ref.value()).stream().map(this::view).toList();
  }

  /**
   * One recovery.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public RecoveryView get(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .map(this::view)
        .orElseThrow(() -> new Unknown("recovery of " + ref, number));
  }

  /** The recoveries in these states, newest first. */
  @Transactional(readOnly = true)
  public List<RecoveryView> list(Set<RecoveryState> states, int limit) {
    return rows.findByStateInOrderByOpenedAtDesc(states, Limit.of(limit)).stream()
        .map(this::view)
        .toList();
  }

  /**
   * What can still be set off: from payments of the application that are not ordered yet and, as
   * far as it was paid already, from those of the same enterprise's other applications.
   */
  @Transactional(readOnly = true)
  public Cents canBeSetOff(ApplicationRef ref) {
    var others =
        applications.ofSameUndertaking(ref).stream()
            .filter(other -> !other.equals(ref))
            .map(this::roomIn)
            .reduce(Cents.ZERO, Cents::plus);
    return roomIn(ref).plus(others.min(canBePaidBack(ref)));
  }

  /**
   * A cent less than what is held and not ordered yet, so that the payment that is cut still comes
   * about; without what waits to be set off already.
   */
  private Cents roomIn(ApplicationRef ref) {
    if (!WITH_MONEY.contains(applications.get(ref).status())) {
      return Cents.ZERO;
    }
    var held = budget.held(ref).orElse(Cents.ZERO).plus(accounts.received(ref));
    var gone = ordered(ref).plus(accounts.awaitingSetOff(ref));
    return held.less(gone.plus(Cents.of(1)));
  }

  /** What was paid and is not claimed back by another recovery. */
  @Transactional(readOnly = true)
  public Cents canBePaidBack(ApplicationRef ref) {
    return paid(ref).less(accounts.claimedInMoney(ref));
  }

  private Cents paid(ApplicationRef ref) {
    return sum(payments.of(ref).stream().filter(one -> one.state() == PaymentState.BOOKED));
  }

  /** What is ordered and paid; a failed try counts until another one takes its place. */
  private Cents ordered(ApplicationRef ref) {
    var last = new HashMap<Integer, PaymentView>();
    payments.of(ref).forEach(payment -> last.put(payment.instalment(), payment));
    return sum(last.values().stream().filter(one -> one.state() != PaymentState.CANCELLED));
  }

  private static Cents sum(Stream<PaymentView> payments) {
    return payments.map(payment -> Cents.of(payment.amountCents())).reduce(Cents.ZERO, Cents::plus);
  }

  private FindingOutcome record(RecordFinding command, Recovery recovery) {
    var ref = command.application();
    var now = clock.instant();
    var reasons = command.reasons().strip();
    var correction = command.correction();
    var settlement = command.settlement();
    if (!command.founded() || correction == null || settlement == null) {
      recovery.lift(reasons, command.finder(), now);
      applications.note(ref, "SUSPICION_UNFOUNDED", command.finder(), reasons);
      return new Unfounded();
    }
    recovery.correct(
        correction,
        settlement,
        rules.on(accounts.today()).weigh(correction),
        reasons,
        command.finder(),
        now);
    rows.flush();
    accounts.open(ref, command.number(), correction, command.finder());
    applications.note(
        ref,
        settlement == Settlement.OFFSET ? "CORRECTION_SET_OFF" : "CORRECTION_FOUND",
        command.finder(),
        reasons);
    return new Founded(settlement);
  }

  private Optional<String> problem(RecordFinding command, Recovery recovery) {
    var ref = command.application();
    var finder = command.finder();
    if (recovery.state() != RecoveryState.FINDING) {
      return Optional.of("The hearing is not over yet; the applicant can still answer.");
    }
    if (!people.hasRole(finder, Role.PROGRAMME_MANAGER)
        || applications.get(ref).applicant().equals(finder)) {
      return Optional.of("Only a programme manager decides on a suspicion.");
    }
    if (finder.equals(recovery.openedBy())) {
      return Optional.of("You opened this suspicion; another programme manager decides on it.");
    }
    if (command.reasons().isBlank() || command.reasons().length() > LONGEST_TEXT) {
      return Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_TEXT));
    }
    return command.founded() ? problemOfCorrection(command) : Optional.empty();
  }

  private Optional<String> problemOfCorrection(RecordFinding command) {
    var correction = command.correction();
    if (correction == null || correction.value() == 0 || command.settlement() == null) {
      return Optional.of(
          "A founded suspicion needs an amount above EUR 0.00, and how it comes back.");
    }
    var most =
        switch (command.settlement()) {
          case OFFSET -> canBeSetOff(command.application());
          case REPAYMENT_ORDER -> canBePaidBack(command.application());
        };
    if (!correction.exceeds(most)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (command.settlement()) {
          case OFFSET ->
              "At most %s can be set off against payments that are not ordered yet. For more, order a repayment or end the agreement."
                  .formatted(most);
          case REPAYMENT_ORDER ->
              "At most %s was paid and can be claimed back. To keep back what is not paid yet, set it off."
                  .formatted(most);
        });
  }

  private Recovery locked(ApplicationRef ref, int number) {
    applications.lockedStatus(ref);
    return require(ref, number);
  }

  private Recovery require(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .orElseThrow(() -> new Unknown("recovery of " + ref, number));
  }

  private Hearing hearing(Recovery recovery) {
    return new Hearing(
        recovery.state() == RecoveryState.HEARING, Applications.inProgramme(until(recovery)));
  }

  private Instant until(Recovery recovery) {
    return Optional.ofNullable(recovery.hearBy()).orElseGet(clock::instant);
  }

  private void requireManager(String person) {
    if (!people.hasRole(person, Role.PROGRAMME_MANAGER)) {
      throw new NotNow("Only a programme manager decides on this.");
    }
  }

  private static void requireText(String field, String text, int longest) {
    if (text.isBlank()) {
      throw InvalidInput.of(field, "required", "is required");
    }
    if (text.length() > longest) {
      throw InvalidInput.of(field, "size", "must have at most %d characters".formatted(longest));
    }
  }

  private RecoveryView view(Recovery recovery) {
    return recovery.view(accounts.view(recovery.application(), recovery.number()).orElse(null));
  }

  static String key(ApplicationRef ref, int number) {
    return "%s/recovery/%d".formatted(ref, number);
  }
}
