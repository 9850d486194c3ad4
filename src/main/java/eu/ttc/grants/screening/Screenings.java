package eu.ttc.grants.screening;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.ScreeningOutcome.QuestionKept;
import eu.ttc.grants.screening.ScreeningOutcome.Screened;
import eu.ttc.grants.screening.ScreeningOutcome.ScreeningNotAllowed;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Says whether an application can be dealt with and whether it is eligible. */
@Service
public class Screenings {

  private static final int LONGEST_TEXT = 8000;

  private final Applications applications;
  private final Information information;
  private final Rulesets rulesets;
  private final Accounts accounts;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Screenings(
      Applications applications,
      Information information,
      Rulesets rulesets,
      Accounts accounts,
      Steps steps,
      JdbcClient jdbc,
      JsonMapper json,
      Clock clock) {
    this.applications = applications;
    this.information = information;
    this.rulesets = rulesets;
    this.accounts = accounts;
    this.steps = steps;
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /**
   * The formal test: a complete application becomes COMPLETE, of others is kept what is missing.
   */
  @Transactional
  public CompletenessCheck checkCompleteness(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        CompletenessCheck.class,
        () -> {
          var status = requireOpen(ref);
          var missing = applications.missing(ref);
          var check = new CompletenessCheck(missing.isEmpty(), missing);
          store(ref, check);
          if (!check.complete()) {
            var fields =
                missing.stream().map(FieldProblem::field).collect(Collectors.joining(", "));
            applications.note(ref, "INCOMPLETE", Applications.SYSTEM, fields);
          } else if (status == ApplicationStatus.SUBMITTED) {
            applications.move(
                ref, ApplicationStatus.COMPLETE, "COMPLETE", Applications.SYSTEM, null);
          }
          return check;
        });
  }

  /** Draws from the dossier what the eligibility decision looks at, and keeps it. */
  @Transactional
  public Facts gatherFacts(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Facts.class,
        () -> {
          if (requireOpen(ref) == ApplicationStatus.SUBMITTED) {
            throw new NotNow(
                "%s has not passed the completeness check, so there are no facts to rely on."
                    .formatted(ref));
          }
          var today = LocalDate.now(clock.withZone(Applications.PROGRAMME_ZONE));
          var gathered = rulesets.on(today).facts(applications.get(ref).dossier(), today);
          store(ref, gathered);
          applications.note(ref, "FACTS_GATHERED", Applications.SYSTEM, null);
          return gathered.facts();
        });
  }

  /**
   * Draws from the dossier what the eligibility decision of the fund looks at, and keeps it. The
   * facts about the lead were gathered before.
   */
  @Transactional
  public ConsortiumFacts gatherConsortium(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        ConsortiumFacts.class,
        () -> {
          requireOpen(ref);
          var lead =
              facts(ref)
                  .orElseThrow(
                      () ->
                          new NotNow(
                              "The facts about the lead of %s were not gathered yet."
                                  .formatted(ref)));
          var consortium =
              rulesets
                  .named(lead.ruleset())
                  .consortium(applications.get(ref).dossier(), lead.facts(), lead.asOf());
          store(ref, consortium);
          applications.note(ref, "CONSORTIUM_FACTS_GATHERED", Applications.SYSTEM, null);
          return consortium;
        });
  }

  /** The facts about all partners gathered last; empty before, and always for vouchers. */
  @Transactional(readOnly = true)
  public Optional<ConsortiumFacts> consortium(ApplicationRef ref) {
    return jdbc.sql(
            "select facts from consortium_facts where application = :ref order by number desc limit"
                + " 1")
        .param("ref", ref.value())
        .query(String.class)
        .optional()
        .map(stored -> json.readValue(stored, ConsortiumFacts.class));
  }

  /**
   * Records an officer's verdict on an unclear application, once; after an appeal overturned it, a
   * further one of another officer.
   */
  @Transactional
  public ScreeningOutcome recordScreening(RecordScreening command, StepKey step) {
    return steps.once(
        step,
        ScreeningOutcome.class,
        () -> {
          var ref = command.application();
          requireOpen(ref);
          return verdict(ref)
              .<ScreeningOutcome>map(given -> given)
              .or(() -> problem(command).map(ScreeningNotAllowed::new))
              .orElseGet(() -> record(command));
        });
  }

  /**
   * Keeps an officer's question to the applicant. Once a verdict is given, that one counts.
   *
   * @throws NotNow when a question is being asked already
   */
  @Transactional
  public ScreeningOutcome ask(AskApplicant command, StepKey step) {
    return steps.once(
        step,
        ScreeningOutcome.class,
        () -> {
          var ref = command.application();
          requireOpen(ref);
          return verdict(ref)
              .<ScreeningOutcome>map(given -> given)
              .or(() -> problem(command).map(ScreeningNotAllowed::new))
              .orElseGet(
                  () -> {
                    information.prepare(ref, command.question(), command.officer());
                    return new QuestionKept();
                  });
        });
  }

  /**
   * Makes a screened application ELIGIBLE.
   *
   * @throws NotNow when neither facts were gathered nor an officer looked at it, an officer found
   *     it not eligible, or the order of statuses does not allow it
   */
  @Transactional
  public void recordEligibility(ApplicationRef ref, StepKey step) {
    steps.once(
        step,
        ApplicationStatus.class,
        () -> {
          if (requireOpen(ref) == ApplicationStatus.ELIGIBLE) {
            return ApplicationStatus.ELIGIBLE;
          }
          var verdict = verdict(ref);
          if (facts(ref).isEmpty() && verdict.isEmpty()) {
            throw new NotNow("%s cannot be eligible: no facts were gathered.".formatted(ref));
          }
          if (verdict.filter(screened -> !screened.eligible()).isPresent()) {
            throw new NotNow(
                "%s cannot be eligible: a programme officer found it not eligible.".formatted(ref));
          }
          applications.move(
              ref,
              ApplicationStatus.ELIGIBLE,
              "ELIGIBLE",
              officer(ref).orElse(Applications.SYSTEM),
              null);
          return ApplicationStatus.ELIGIBLE;
        });
  }

  /**
   * An appeal was upheld: what an officer found before counts no more. Within the running
   * transaction; does nothing when no officer was asked.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void overturnVerdict(ApplicationRef ref) {
    applications.lockedStatus(ref);
    jdbc.sql(
            """
            insert into overturned_screening (application, number, overturned_at)
            select application, number, :at from screening_in_force where application = :ref
            """)
        .param("ref", ref.value())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The facts gathered last, with what they were drawn from. */
  @Transactional(readOnly = true)
  public Optional<GatheredFacts> facts(ApplicationRef ref) {
    return jdbc.sql(
            "select facts from screening_facts where application = :ref order by number desc limit"
                + " 1")
        .param("ref", ref.value())
        .query(String.class)
        .optional()
        .map(stored -> json.readValue(stored, GatheredFacts.class));
  }

  /** How the size class among the facts was computed; empty before they were gathered. */
  @Transactional(readOnly = true)
  public Optional<SizeComputation> size(ApplicationRef ref) {
    return facts(ref)
        .map(
            gathered ->
                rulesets
                    .named(gathered.ruleset())
                    .computation(applications.get(ref).dossier(), gathered));
  }

  /** The last completeness check. */
  @Transactional(readOnly = true)
  public Optional<CompletenessCheck> completeness(ApplicationRef ref) {
    return jdbc.sql(
            "select complete, missing from completeness_check where application = :ref"
                + " order by number desc limit 1")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new CompletenessCheck(
                    row.getBoolean("complete"),
                    List.of(json.readValue(row.getString("missing"), FieldProblem[].class))))
        .optional();
  }

  /** What an officer found, if one was asked; what an appeal overturned counts no more. */
  @Transactional(readOnly = true)
  public Optional<Screened> verdict(ApplicationRef ref) {
    return jdbc.sql("select eligible, reason_code from screening_in_force where application = :ref")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Screened(
                    row.getBoolean("eligible"),
                    Optional.ofNullable(row.getString("reason_code"))
                        .map(ReasonCode::valueOf)
                        .stream()
                        .toList()))
        .optional();
  }

  /** What an officer found and wrote, if one was asked. */
  @Transactional(readOnly = true)
  public Optional<Findings> findings(ApplicationRef ref) {
    return jdbc.sql("select * from screening_in_force where application = :ref")
        .param("ref", ref.value())
        .query(
            (row, number) -> {
              var reason = row.getString("reason_code");
              return new Findings(
                  row.getBoolean("eligible"),
                  reason == null ? null : ReasonCode.valueOf(reason),
                  row.getString("findings"),
                  row.getString("officer"),
                  row.getTimestamp("screened_at").toInstant());
            })
        .optional();
  }

  /** Who screened the application, if somebody did. */
  @Transactional(readOnly = true)
  public Optional<String> officer(ApplicationRef ref) {
    return jdbc.sql("select officer from screening_in_force where application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .optional();
  }

  private ApplicationStatus requireOpen(ApplicationRef ref) {
    var status = applications.requireOpen(ref);
    if (status == ApplicationStatus.INFO_REQUESTED) {
      throw new NotNow(
          "%s waits for its applicant's answer and is screened afterwards.".formatted(ref));
    }
    return status;
  }

  private Optional<String> problem(ApplicationRef ref, String officer) {
    if (!accounts.hasRole(officer, Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer can screen an application.");
    }
    if (applications.get(ref).applicant().equals(officer)) {
      return Optional.of("An applicant cannot screen their own application.");
    }
    return Optional.empty();
  }

  private Optional<String> problem(AskApplicant command) {
    var problem = problem(command.application(), command.officer());
    if (problem.isPresent()) {
      return problem;
    }
    if (command.question().isBlank() || command.question().length() > Information.LONGEST_TEXT) {
      return Optional.of(
          "The question must have 1 to %d characters.".formatted(Information.LONGEST_TEXT));
    }
    if (information.roundsLeft(command.application(), InformationTopic.SCREENING) == 0) {
      return Optional.of(
          "The applicant was asked as often as the rules allow. Decide on what is in the dossier.");
    }
    return Optional.empty();
  }

  private Optional<String> problem(RecordScreening command) {
    var problem = problem(command.application(), command.officer());
    if (problem.isPresent()) {
      return problem;
    }
    if (hasScreened(command.application(), command.officer())) {
      return Optional.of("Whoever screened the application before the appeal cannot do it again.");
    }
    if (command.findings().isBlank() || command.findings().length() > LONGEST_TEXT) {
      return Optional.of("The findings must have 1 to %d characters.".formatted(LONGEST_TEXT));
    }
    if (!command.eligible() && command.reason() == null) {
      return Optional.of("A refusal needs one of the programme's reasons.");
    }
    return Optional.empty();
  }

  private boolean hasScreened(ApplicationRef ref, String officer) {
    return jdbc.sql(
                "select count(*) from officer_screening"
                    + " where application = :ref and officer = :officer")
            .param("ref", ref.value())
            .param("officer", officer)
            .query(Long.class)
            .single()
        > 0;
  }

  private Screened record(RecordScreening command) {
    var reason = command.eligible() ? null : command.reason();
    jdbc.sql(
            """
            insert into officer_screening (application, number, eligible, reason_code, findings,
                                           officer, screened_at)
            select :ref, count(*) + 1, :eligible, :reason, :findings, :officer, :at
            from officer_screening where application = :ref
            """)
        .param("ref", command.application().value())
        .param("eligible", command.eligible())
        .param("reason", reason == null ? null : reason.name())
        .param("findings", command.findings())
        .param("officer", command.officer())
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    applications.note(
        command.application(),
        "SCREENED",
        command.officer(),
        reason == null ? null : reason.name());
    return new Screened(command.eligible(), reason == null ? List.of() : List.of(reason));
  }

  private void store(ApplicationRef ref, CompletenessCheck check) {
    jdbc.sql(
            """
            insert into completeness_check (application, number, complete, missing, checked_at)
            select :ref, count(*) + 1, :complete, :missing::json, :at
            from completeness_check where application = :ref
            """)
        .param("ref", ref.value())
        .param("complete", check.complete())
        .param("missing", json.writeValueAsString(check.missing()))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void store(ApplicationRef ref, ConsortiumFacts consortium) {
    jdbc.sql(
            """
            insert into consortium_facts (application, number, ruleset, facts, gathered_at)
            select :ref, count(*) + 1, :ruleset, :facts::json, :at
            from consortium_facts where application = :ref
            """)
        .param("ref", ref.value())
        .param("ruleset", consortium.ruleset())
        .param("facts", json.writeValueAsString(consortium))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  private void store(ApplicationRef ref, GatheredFacts gathered) {
    jdbc.sql(
            """
            insert into screening_facts (application, number, ruleset, facts, gathered_at)
            select :ref, count(*) + 1, :ruleset, :facts::json, :at
            from screening_facts where application = :ref
            """)
        .param("ref", ref.value())
        .param("ruleset", gathered.ruleset())
        .param("facts", json.writeValueAsString(gathered))
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
