package eu.ttc.grants.application;

import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Everything that happens to an application as a whole. Each method is one use case. */
@Service
public class Applications {

  /** Actor of history entries that no person caused. */
  public static final String SYSTEM = "system";

  /** Days are days in the programme's time zone ({@code domain.md} § 3.6). */
  public static final ZoneId PROGRAMME_ZONE = ZoneId.of("Europe/Amsterdam");

  private static final long VOUCHER_CENTS = 500_000;

  private final ApplicationRows rows;
  private final LockedApplications locked;
  private final HoldRows holds;
  private final Documents documents;
  private final DossierVersions versions;
  private final EngineMessages engine;
  private final Steps steps;
  private final List<SubmissionRule> rules;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Validator validator;
  private final Clock clock;

  Applications(
      ApplicationRows rows,
      LockedApplications locked,
      HoldRows holds,
      Documents documents,
      DossierVersions versions,
      EngineMessages engine,
      Steps steps,
      List<SubmissionRule> rules,
      ApplicationEventPublisher events,
      JdbcClient jdbc,
      JsonMapper json,
      Validator validator,
      Clock clock) {
    this.rows = rows;
    this.locked = locked;
    this.holds = holds;
    this.documents = documents;
    this.versions = versions;
    this.engine = engine;
    this.steps = steps;
    this.rules = rules;
    this.events = events;
    this.jdbc = jdbc;
    this.json = json;
    this.validator = validator;
    this.clock = clock;
  }

  /** A moment as the models hold it: with the programme's offset from UTC on that day. */
  public static OffsetDateTime inProgramme(Instant moment) {
    return moment.atZone(PROGRAMME_ZONE).toOffsetDateTime();
  }

  /**
   * Creates a draft.
   *
   * @throws InvalidInput naming each field that is impossible; nothing is stored then
   */
  @Transactional
  public ApplicationView draft(Scheme scheme, Dossier dossier, String applicant) {
    check(scheme, dossier);
    var now = clock.instant();
    var ref = ApplicationRef.of(scheme, now.atZone(PROGRAMME_ZONE).getYear(), rows.nextNumber());
    var application = rows.save(new Application(ref, applicant, dossier, write(dossier), now));
    record(ref, ApplicationStatus.DRAFT, "DRAFTED", applicant, null, now);
    return application.view(dossier);
  }

  /**
   * Replaces the dossier of a draft.
   *
   * @throws Unknown when there is no such application of this applicant
   * @throws NotNow when it was submitted
   */
  @Transactional
  public ApplicationView change(ApplicationRef ref, Dossier dossier, String applicant) {
    var application = locked.get(ref, applicant);
    application.requireDraft();
    check(ref.scheme(), dossier);
    application.change(dossier, write(dossier), clock.instant());
    return application.view(dossier);
  }

  /**
   * Submits a draft: freezes it, and tells the engine in the same transaction. Submitting again
   * answers with the first receipt and does nothing.
   *
   * @throws NotNow when the rules of the scheme do not admit it now, such as a closed call
   */
  @Transactional
  public SubmissionReceipt submit(ApplicationRef ref, String applicant) {
    var application = locked.get(ref, applicant);
    if (application.submittedAt() == null) {
      application.requireDraft();
      // as precise as the database keeps it, so that every receipt says the same
      var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
      for (var rule : rulesOf(ref.scheme())) {
        rule.admit(ref, json.readValue(application.dossier(), Dossier.class), now);
      }
      var sha256 = Documents.sha256(bytes(application.dossier()));
      versions.add(ref, application.dossier(), sha256, applicant, now);
      application.submit(sha256, now);
      record(ref, ApplicationStatus.SUBMITTED, "SUBMITTED", applicant, null, now);
      begin(ref);
    }
    var submitted = versions.of(ref).getFirst();
    return new SubmissionReceipt(ref, application.submittedAt(), submitted.sha256(), missing(ref));
  }

  /**
   * Replaces the frozen dossier of an application whose applicant is asked for something, within
   * the running transaction. The version before stays, word for word; the new one has a hash of its
   * own. When nothing differs, no version is added.
   *
   * @return number of the version that counts from now on
   * @throws InvalidInput naming each changed field that is impossible, and each that was told
   *     before and would now be missing
   * @throws eu.ttc.grants.kernel.NotNow when the applicant is asked for nothing
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int supplement(ApplicationRef ref, Dossier dossier, String applicant) {
    var application = locked.get(ref, applicant);
    var before = json.readValue(application.dossier(), Dossier.class);
    if (!dossier.equals(before)) {
      checkSupplement(ref, before, dossier);
      var now = clock.instant();
      var content = write(dossier);
      var sha256 = Documents.sha256(bytes(content));
      versions.add(ref, content, sha256, applicant, now);
      application.supplement(dossier, content, sha256, now);
      rows.flush();
    }
    return versions.of(ref).getLast().number();
  }

  /** Every frozen version of the dossier, oldest first; none while it is a draft. */
  @Transactional(readOnly = true)
  public List<DossierVersion> versions(ApplicationRef ref) {
    return versions.of(ref);
  }

  /** The receipt of an application; empty while it is not submitted. */
  @Transactional(readOnly = true)
  public Optional<SubmissionReceipt> receipt(ApplicationRef ref) {
    return rows.findByReference(ref.value())
        .filter(application -> application.submittedAt() != null)
        .map(
            submitted ->
                new SubmissionReceipt(
                    ref,
                    submitted.submittedAt(),
                    versions.of(ref).getFirst().sha256(),
                    missing(ref)));
  }

  /** What a complete application would also hold; empty when it is complete. */
  @Transactional(readOnly = true)
  public List<FieldProblem> missing(ApplicationRef ref) {
    return missing(ref, get(ref).dossier());
  }

  /** What would be missing if the application had this dossier. */
  @Transactional(readOnly = true)
  public List<FieldProblem> missing(ApplicationRef ref, Dossier dossier) {
    var kinds = documents.of(ref).stream().map(DocumentInfo::kind).toList();
    return Completeness.missing(ref.scheme(), dossier, kinds);
  }

  /** Titles of the projects of these applications, read at once. */
  @Transactional(readOnly = true)
  public Map<ApplicationRef, String> titles(Collection<ApplicationRef> refs) {
    var titles = new HashMap<ApplicationRef, String>();
    if (!refs.isEmpty()) {
      jdbc.sql("select reference, project_title from application where reference in (:refs)")
          .param("refs", refs.stream().map(ApplicationRef::value).toList())
          .query(
              row -> {
                titles.put(ApplicationRef.of(row.getString(1)), row.getString(2));
              });
    }
    return titles;
  }

  /** What keeps an application from being submitted as it is; empty when nothing does. */
  @Transactional(readOnly = true)
  public List<FieldProblem> hindrances(ApplicationRef ref) {
    return hindrances(ref, get(ref).dossier());
  }

  private List<FieldProblem> hindrances(ApplicationRef ref, Dossier dossier) {
    return rulesOf(ref.scheme()).stream()
        .flatMap(rule -> rule.hindrances(dossier).stream())
        .toList();
  }

  /** One application. */
  @Transactional(readOnly = true)
  public Optional<ApplicationView> find(ApplicationRef ref) {
    return rows.findByReference(ref.value()).map(this::view);
  }

  /**
   * One application that must exist.
   *
   * @throws Unknown when it does not
   */
  @Transactional(readOnly = true)
  public ApplicationView get(ApplicationRef ref) {
    return find(ref).orElseThrow(() -> new Unknown("application", ref));
  }

  /**
   * One application of this applicant; another person's does not exist for them.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public ApplicationView get(ApplicationRef ref, String applicant) {
    return find(ref)
        .filter(found -> found.applicant().equals(applicant))
        .orElseThrow(() -> new Unknown("application", ref));
  }

  /**
   * All applications of these single undertakings, in order of reference.
   *
   * @param undertakings country and register number of each, as in {@link
   *     ApplicationView#undertaking()}
   */
  @Transactional(readOnly = true)
  public List<ApplicationRef> ofUndertakings(Collection<String> undertakings) {
    return undertakings.isEmpty()
        ? List.of()
        : jdbc.sql(
                "select reference from application where undertaking in (:undertakings)"
                    + " order by reference")
            .param("undertakings", undertakings)
            .query((row, index) -> ApplicationRef.of(row.getString(1)))
            .list();
  }

  /** An application and all others of the same single undertaking, in order of reference. */
  @Transactional(readOnly = true)
  public List<ApplicationRef> ofSameUndertaking(ApplicationRef ref) {
    return jdbc
        .sql(
            """
            select reference from application where reference = :ref
            union
            select other.reference from application this
              join application other on other.undertaking = this.undertaking
            where this.reference = :ref
            order by reference
            """)
        .param("ref", ref.value())
        .query(String.class)
        .list()
        .stream()
        .map(ApplicationRef::of)
        .toList();
  }

  /** All applications of an applicant, newest first. */
  @Transactional(readOnly = true)
  public List<ApplicationSummary> ofApplicant(String applicant) {
    return rows.findByApplicantOrderByCreatedAtDesc(applicant).stream()
        .map(Application::summary)
        .toList();
  }

  /** The submitted applications that changed last, for the programme's staff. */
  @Transactional(readOnly = true)
  public List<ApplicationSummary> latest(int limit) {
    return rows
        .findByStatusNotOrderByChangedAtDesc(ApplicationStatus.DRAFT, Limit.of(limit))
        .stream()
        .map(Application::summary)
        .toList();
  }

  /** What happened to an application, oldest first. */
  @Transactional(readOnly = true)
  public List<HistoryEntry> history(ApplicationRef ref) {
    return jdbc.sql(
            "select number, status, event, actor, reason, at from status_history"
                + " where application = :application order by number")
        .param("application", ref.value())
        .query(
            (row, index) ->
                new HistoryEntry(
                    row.getInt("number"),
                    ApplicationStatus.valueOf(row.getString("status")),
                    row.getString("event"),
                    row.getString("actor"),
                    row.getString("reason"),
                    row.getTimestamp("at").toInstant()))
        .list();
  }

  /**
   * Moves an application to its next status within the running transaction, with a history entry.
   * The row stays locked until the commit, so that decisions about one application queue up.
   *
   * @throws NotNow when the order of statuses does not allow it
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void move(
      ApplicationRef ref,
      ApplicationStatus next,
      String event,
      String actor,
      @Nullable String reason) {
    var application = locked.get(ref);
    var now = clock.instant();
    application.become(next, now);
    if (next.ended()) {
      holds.end(ref, actor, now);
    }
    record(ref, next, event, actor, reason, now);
  }

  /**
   * Adds a history entry without a change of status, within the running transaction.
   *
   * @return its number
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int note(ApplicationRef ref, String event, String actor, @Nullable String reason) {
    return record(ref, locked.get(ref).status(), event, actor, reason, clock.instant());
  }

  /**
   * Locks the application until the end of the running transaction and tells its status: whoever
   * decides on what the status allows asks here first.
   *
   * @throws OnHold while it is on hold
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ApplicationStatus lockedStatus(ApplicationRef ref) {
    return locked.get(ref).status();
  }

  /**
   * As {@link #lockedStatus}, for the few that act while the application is on hold too: its
   * applicant withdraws, the bank says what it did, a deadline asks whether it is due. Nothing else
   * in the running transaction is refused because of the hold from here on.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ApplicationStatus lockedDespiteHold(ApplicationRef ref) {
    return locked.despiteHold(ref).status();
  }

  /** The hold that stands now; none once the application ended. */
  @Transactional(readOnly = true)
  public Optional<Hold> holdOf(ApplicationRef ref) {
    return holds.standing(ref, clock.instant());
  }

  /** All holds of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<Hold> holdsOf(ApplicationRef ref) {
    return holds.of(ref);
  }

  /**
   * Refuses while the application is on hold, for what would only be out of date afterwards.
   *
   * @throws OnHold while it is on hold
   */
  @Transactional(readOnly = true)
  public void requireNotOnHold(ApplicationRef ref) {
    holdOf(ref)
        .ifPresent(
            hold -> {
              throw new OnHold(hold);
            });
  }

  /**
   * Puts the application on hold within the running transaction, with a history entry.
   *
   * @throws OnHold when it is on hold already
   * @throws NotNow when it was never submitted, or ended
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Hold putOnHold(ApplicationRef ref, String reason, Instant endsAt, String who) {
    var application = locked.get(ref);
    var status = application.status();
    if (status == ApplicationStatus.DRAFT || status.ended()) {
      throw new NotNow(
          "%s is %s; only what was submitted and has not ended can be put on hold."
              .formatted(ref, status));
    }
    application.handleDespiteHold();
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    holds.add(ref, reason, who, now, endsAt);
    var hold = holds.standing(ref, now).orElseThrow();
    record(ref, status, "PUT_ON_HOLD", who, "%s %s".formatted(hold.lastDay(), reason), now);
    return hold;
  }

  /**
   * Ends the hold before its time within the running transaction, with a history entry.
   *
   * @return the hold as it was until now
   * @throws NotNow when it is not on hold
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Hold endHold(ApplicationRef ref, String reason, String who) {
    var application = locked.despiteHold(ref);
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var hold =
        holds
            .standing(ref, now)
            .orElseThrow(
                () -> new NotNow("%s is not on hold; there is nothing to end.".formatted(ref)));
    holds.end(ref, who, now);
    record(ref, application.status(), "HOLD_ENDED", who, reason, now);
    return hold;
  }

  /**
   * As {@link #lockedStatus}, for the steps of a lifecycle: an application that nobody deals with
   * now is left alone, however late the engine hears of it.
   *
   * @throws NotNow when it ended or its rejection is under appeal, or it was never submitted
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public ApplicationStatus requireOpen(ApplicationRef ref) {
    var status = lockedStatus(ref);
    if (!status.open()) {
      throw new NotNow(
          "%s is %s, so this step changes nothing. Its process instance should have ended or wait for the appeal; if it does not, cancel it."
              .formatted(ref, status));
    }
    return status;
  }

  /**
   * First step of every lifecycle: makes the instance the only one of its application.
   *
   * @param processInstance the engine's key of the lifecycle
   */
  @Transactional
  public CaseOpening openCase(ApplicationRef ref, long processInstance, StepKey step) {
    return steps.once(
        step,
        CaseOpening.class,
        () -> {
          var application = locked.despiteHold(ref);
          if (application.submittedAt() == null) {
            throw new IllegalStateException(
                "%s was never submitted, but process instance %d was started for it. Cancel the instance."
                    .formatted(ref, processInstance));
          }
          var opening = application.openedBy(processInstance);
          record(
              ref,
              application.status(),
              opening == CaseOpening.FIRST ? "CASE_OPENED" : "DUPLICATE_ENDED",
              SYSTEM,
              null,
              clock.instant());
          return opening;
        });
  }

  /** Last step: nothing happens to the application any more. */
  @Transactional
  public void close(ApplicationRef ref, StepKey step) {
    steps.once(
        step,
        ApplicationStatus.class,
        () -> {
          move(ref, ApplicationStatus.CLOSED, "CLOSED", SYSTEM, null);
          return ApplicationStatus.CLOSED;
        });
  }

  private void check(Scheme scheme, Dossier dossier) {
    var problems = problems(scheme, dossier);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  /** What was accepted before and is not touched stays acceptable, such as a day now past. */
  private void checkSupplement(ApplicationRef ref, Dossier before, Dossier dossier) {
    var known = problems(ref.scheme(), before);
    var problems = new ArrayList<>(problems(ref.scheme(), dossier));
    problems.removeIf(
        problem -> known.contains(problem) && isUntouched(problem.field(), before, dossier));
    var missingBefore = missing(ref, before);
    missing(ref, dossier).stream()
        .filter(now -> missingBefore.stream().noneMatch(then -> covers(then.field(), now.field())))
        .forEach(problems::add);
    var hinderedBefore = hindrances(ref, before);
    hindrances(ref, dossier).stream()
        .filter(now -> !hinderedBefore.contains(now))
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private boolean isUntouched(String field, Dossier before, Dossier dossier) {
    var pointer = "/" + field.replace("[", "/").replace("]", "").replace('.', '/');
    return json.valueToTree(before).at(pointer).equals(json.valueToTree(dossier).at(pointer));
  }

  private static boolean covers(String whole, String part) {
    return part.equals(whole) || part.startsWith(whole + ".");
  }

  /** What is impossible in a dossier; a draft can be stored when this is empty. */
  public List<FieldProblem> problems(Scheme scheme, Dossier dossier) {
    var problems =
        new ArrayList<>(validator.validate(dossier).stream().map(FieldProblem::of).toList());
    var project = dossier.project();
    if (project != null
        && project.startsOn() != null
        && project.endsOn() != null
        && !project.endsOn().isAfter(project.startsOn())) {
      problems.add(
          new FieldProblem("project.endsOn", "afterStart", "must be later than the start"));
    }
    if (scheme == Scheme.VOUCHER
        && dossier.requestedAmountCents() != null
        && dossier.requestedAmountCents() > VOUCHER_CENTS) {
      problems.add(
          new FieldProblem(
              "requestedAmountCents", "max", "a voucher is EUR 5000.00 (500000 cents) at most"));
    }
    problems.addAll(
        switch (scheme) {
          case VOUCHER -> Shares.problems(dossier);
          case INNOVATION_FUND -> Members.problems(dossier);
        });
    rulesOf(scheme).forEach(rule -> problems.addAll(rule.problems(dossier)));
    problems.sort(null);
    return List.copyOf(problems);
  }

  /** Each scheme has a message of its own: a message starts whatever waits for its name. */
  private void begin(ApplicationRef ref) {
    Map<String, Object> told = Map.of("applicationRef", ref.value(), "scheme", ref.scheme().name());
    switch (ref.scheme()) {
      case VOUCHER -> engine.publish("application-submitted", ref, ref.value(), told);
      case INNOVATION_FUND -> engine.publish("fund-application-submitted", ref, ref.value(), told);
    }
  }

  private List<SubmissionRule> rulesOf(Scheme scheme) {
    return rules.stream().filter(rule -> rule.scheme() == scheme).toList();
  }

  private ApplicationView view(Application application) {
    return application.view(json.readValue(application.dossier(), Dossier.class));
  }

  private String write(Dossier dossier) {
    return json.writeValueAsString(dossier);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private int record(
      ApplicationRef ref,
      ApplicationStatus status,
      String event,
      String actor,
      @Nullable String reason,
      Instant now) {
    rows.flush();
    var told =
        jdbc.sql(
                """
                with last as (
                  select number, status from status_history where application = :application
                  order by number desc limit 1)
                insert into status_history (application, number, status, event, actor, reason, at)
                select :application, coalesce((select number from last), 0) + 1,
                       :status, :event, :actor, :reason, :at
                returning number, (select status from last) <> status changed
                """)
            .param("application", ref.value())
            .param("status", status.name())
            .param("event", event)
            .param("actor", actor)
            .param("reason", reason)
            .param("at", now.atOffset(ZoneOffset.UTC))
            .query(
                (row, index) ->
                    new HistoryRecorded(
                        ref, row.getInt("number"), status, event, row.getBoolean("changed")))
            .single();
    events.publishEvent(told);
    return told.number();
  }
}
