package eu.ttc.grants.call;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Announces and closes calls, and says which is open. */
@Service
public class Calls {

  private static final int LONGEST_TITLE = 140;
  private static final int LONGEST_REASON = 1000;

  private final CallRows rows;
  private final Accounts accounts;
  private final EngineMessages engine;
  private final Clock clock;

  Calls(CallRows rows, Accounts accounts, EngineMessages engine, Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.engine = engine;
    this.clock = clock;
  }

  /** All calls, the one that opens last first. */
  @Transactional(readOnly = true)
  public List<CallView> all() {
    return rows.all(clock.instant());
  }

  /** The calls that take applications now. */
  @Transactional(readOnly = true)
  public List<CallView> open() {
    return all().stream().filter(CallView::isOpen).toList();
  }

  /** The call with this reference. */
  @Transactional(readOnly = true)
  public Optional<CallView> find(String reference) {
    return rows.find(reference, clock.instant());
  }

  /**
   * As {@link #find}.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public CallView get(String reference) {
    return find(reference).orElseThrow(() -> new Unknown("call", reference));
  }

  /**
   * Refuses a call that takes no applications now.
   *
   * @throws InvalidInput naming the field {@code fund.call} of an application
   */
  @Transactional(readOnly = true)
  public void requireOpen(String reference) {
    var call = find(reference);
    if (call.isEmpty()) {
      throw InvalidInput.of("fund.call", "unknownCall", "there is no such call");
    }
    if (!call.get().isOpen()) {
      throw InvalidInput.of(
          "fund.call",
          "callNotOpen",
          "takes applications from %s to %s only"
              .formatted(
                  Applications.inProgramme(call.get().opensAt()),
                  Applications.inProgramme(call.get().closesAt())));
    }
  }

  /**
   * The call that a submitted application answered.
   *
   * @throws IllegalStateException when it answered none, because it never was submitted
   */
  @Transactional(readOnly = true)
  public CallView answered(ApplicationRef ref) {
    return rows.answered(ref)
        .flatMap(this::find)
        .orElseThrow(
            () -> new IllegalStateException("%s was received for no call.".formatted(ref)));
  }

  /** Reference of the call that an application answered, if it was submitted. */
  @Transactional(readOnly = true)
  public Optional<String> callOf(ApplicationRef ref) {
    return rows.answered(ref);
  }

  /** The applications that a call received, in order of arrival, whatever became of them. */
  @Transactional(readOnly = true)
  public List<ApplicationRef> submissions(String call) {
    return rows.submissions(call);
  }

  /**
   * The call as it stands after every submission that was on its way: waits for those, within the
   * running transaction. Who asks after the closing moment learns who answered the call.
   *
   * @throws Unknown when there is no such call
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public CallView afterSubmissions(String reference) {
    return rows.locked(reference, clock.instant())
        .orElseThrow(() -> new Unknown("call", reference));
  }

  /**
   * Announces a call, and starts its lifecycle. Moments are cut to whole seconds.
   *
   * @throws InvalidInput naming each field that is wrong
   * @throws NotNow when this person is no administrator, or there is no budget line for the fund
   */
  @Transactional
  public CallView announce(AnnounceCall wanted, String who) {
    requireAdministrator(who);
    var now = clock.instant();
    var title = wanted.title().strip();
    var opensAt = toTheSecond(wanted.opensAt());
    var closesAt = toTheSecond(wanted.closesAt());
    var expectedOn = wanted.grantsExpectedOn();
    var problems = new ArrayList<FieldProblem>();
    title(title).ifPresent(problems::add);
    if (opensAt == null) {
      problems.add(new FieldProblem("opensAt", "required", "is required"));
    }
    closing(opensAt, closesAt, now).ifPresent(problems::add);
    if (wanted.languages().isEmpty()) {
      problems.add(new FieldProblem("languages", "required", "is required"));
    }
    grants(closesAt, expectedOn).ifPresent(problems::add);
    if (opensAt == null || closesAt == null || expectedOn == null || !problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    var reference =
        rows.add(
            opensAt.atZone(Applications.PROGRAMME_ZONE).getYear(),
            title,
            opensAt,
            closesAt,
            wanted.languages(),
            rows.budgetLine().orElseThrow(Calls::noMoney),
            rows.rulesetOn(expectedOn).orElseThrow(),
            expectedOn,
            who,
            now);
    begin(now);
    return rows.find(reference, now).orElseThrow();
  }

  /**
   * Starts the lifecycle of every call that has none, because it was announced before there was
   * one; whoever asks how often, once per call.
   *
   * @return their references
   */
  @Transactional
  public List<String> beginMissing() {
    return begin(clock.instant());
  }

  private List<String> begin(Instant now) {
    var begun = rows.begin(now);
    for (var reference : begun) {
      var call = rows.find(reference, now).orElseThrow();
      engine.publish(
          "call-announced",
          reference,
          reference,
          Map.of(
              "callReference",
              reference,
              "closesAt",
              Applications.inProgramme(call.closesAt()).toString()));
    }
    return begun;
  }

  /**
   * Closes a call now, before its time; who is not received by then is too late. Drafts stay with
   * their applicants, and the lifecycle of the call goes on at once.
   *
   * @throws Unknown when there is no such call
   * @throws InvalidInput when the reason is missing or too long
   * @throws NotNow when it is closed already, or this person is no administrator
   */
  @Transactional
  public CallView close(String reference, String reason, String who) {
    requireAdministrator(who);
    var now = clock.instant();
    var call = rows.locked(reference, now).orElseThrow(() -> new Unknown("call", reference));
    if (reason.isBlank()) {
      throw InvalidInput.of("reason", "required", "is required");
    }
    if (reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "must have at most %d characters".formatted(LONGEST_REASON));
    }
    if (call.state() == CallState.CLOSED) {
      throw new NotNow(
          "%s is closed since %s.".formatted(reference, Applications.inProgramme(call.closesAt())));
    }
    rows.close(reference, now, who, reason.strip());
    engine.publish("call-closed", reference, reference + "/closure", Map.of());
    return rows.find(reference, now).orElseThrow();
  }

  private static Optional<FieldProblem> title(String title) {
    if (title.isEmpty()) {
      return Optional.of(new FieldProblem("title", "required", "is required"));
    }
    return title.length() > LONGEST_TITLE
        ? Optional.of(
            new FieldProblem(
                "title", "size", "must have at most %d characters".formatted(LONGEST_TITLE)))
        : Optional.empty();
  }

  private static Optional<FieldProblem> closing(
      @Nullable Instant opensAt, @Nullable Instant closesAt, Instant now) {
    var field = "closesAt";
    if (closesAt == null) {
      return Optional.of(new FieldProblem(field, "required", "is required"));
    }
    if (!closesAt.isAfter(now)) {
      return Optional.of(new FieldProblem(field, "future", "must lie in the future"));
    }
    return opensAt != null && !closesAt.isAfter(opensAt)
        ? Optional.of(new FieldProblem(field, "afterOpening", "must be later than the opening"))
        : Optional.empty();
  }

  private Optional<FieldProblem> grants(@Nullable Instant closesAt, @Nullable LocalDate day) {
    var field = "grantsExpectedOn";
    if (day == null) {
      return Optional.of(new FieldProblem(field, "required", "is required"));
    }
    if (closesAt != null
        && !day.isAfter(closesAt.atZone(Applications.PROGRAMME_ZONE).toLocalDate())) {
      return Optional.of(new FieldProblem(field, "afterClosing", "must be later than the closing"));
    }
    return rows.rulesetOn(day).isEmpty()
        ? Optional.of(
            new FieldProblem(
                field,
                "noRules",
                "no rules of State aid are known for %s; add them to table fund_aid_ruleset first"
                    .formatted(day)))
        : Optional.empty();
  }

  private static NotNow noMoney() {
    return new NotNow(
        "No money is allocated to the innovation fund, so no call can be announced. Allocate it to"
            + " a budget line of the scheme INNOVATION_FUND first.");
  }

  private void requireAdministrator(String who) {
    if (!accounts.hasRole(who, Role.ADMINISTRATOR)) {
      throw new NotNow("Only an administrator announces and closes calls.");
    }
  }

  private static @Nullable Instant toTheSecond(@Nullable Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.SECONDS);
  }
}
