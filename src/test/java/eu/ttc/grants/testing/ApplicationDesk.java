package eu.ttc.grants.testing;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings applications to where a test begins, the way the portal and the lifecycle do. */
public final class ApplicationDesk {

  /** A call of the fund that is always open. */
  public static final String CALL = "C-2000-01";

  private static final AtomicLong PASSAGE = new AtomicLong(System.nanoTime());

  private final Applications applications;
  private final Documents documents;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  ApplicationDesk(
      Applications applications,
      Documents documents,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    this.applications = applications;
    this.documents = documents;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** A key that no other step of this test run has. */
  public static StepKey passageOf(String step) {
    return StepKey.of(step, PASSAGE.incrementAndGet());
  }

  /** A draft without documents. */
  public ApplicationRef draft(AnApplication told) {
    if (told.scheme() == Scheme.INNOVATION_FUND) {
      openCall();
    }
    return applications.draft(told.scheme(), told.dossier(), told.applicant()).reference();
  }

  /** A submitted application with the documents it needs. */
  public ApplicationRef submit(AnApplication told) {
    var ref = draft(told);
    for (var kind : List.of(DocumentKind.PROJECT_PLAN, DocumentKind.ANNUAL_ACCOUNTS)) {
      var content = (kind + " of " + ref).getBytes(StandardCharsets.UTF_8);
      documents.add(ref, told.applicant(), kind, kind + ".txt", "text/plain", content);
    }
    applications.submit(ref, told.applicant());
    return ref;
  }

  /** A submitted application for another scheme than the one it tells of. */
  public ApplicationRef submit(Scheme scheme, AnApplication told) {
    return submit(scheme == Scheme.INNOVATION_FUND ? told.forTheFund() : told);
  }

  /** A submitted application that was moved through these statuses without the steps they need. */
  public ApplicationRef submitAndMove(AnApplication told, ApplicationStatus... statuses) {
    var ref = submit(told);
    for (var status : statuses) {
      inTransaction(
          () -> {
            applications.move(ref, status, "MOVED_BY_TEST", Applications.SYSTEM, null);
            return status;
          });
    }
    return ref;
  }

  /**
   * Evaluated for the fund with these half points, as several experts leave it; above the threshold
   * if each criterion reaches 3 points.
   */
  public void evaluate(ApplicationRef ref, int excellence, int impact, int implementation) {
    jdbc.sql(
            """
            update evaluation_round set voided_at = now(), void_reason = 'evaluated again'
            where application = :ref and voided_at is null
            """)
        .param("ref", ref.value())
        .update();
    jdbc.sql(
            """
            insert into evaluation_round (application, number, ruleset, opened_at, method, excellence, impact,
                                          implementation, passed, consolidated_at)
            values (:ref, (select count(*) + 1 from evaluation_round where application = :ref),
                    (select min(id) from evaluation_ruleset), now(), 'MEAN', :excellence, :impact,
                    :implementation, :passed, now())
            """)
        .param("ref", ref.value())
        .param("excellence", excellence)
        .param("impact", impact)
        .param("implementation", implementation)
        .param("passed", Math.min(Math.min(excellence, impact), implementation) >= 6)
        .update();
    inTransaction(
        () -> {
          applications.move(
              ref, ApplicationStatus.EVALUATED, "EVALUATED", Applications.SYSTEM, null);
          return true;
        });
  }

  /** Makes {@link #CALL} be there. */
  public void openCall() {
    jdbc.sql(
            """
            insert into budget_line (code, scheme, ruleset, erdf_share)
            values ('FUND', 'INNOVATION_FUND', 'BUDGET-2024', 0.5) on conflict do nothing
            """)
        .update();
    jdbc.sql(
            """
            insert into fund_call (reference, title, opens_at, closes_at, languages, budget_line, ruleset,
                                   grants_expected_on, announced_by, announced_at)
            values (:reference, 'Always open', '2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z', array['en'],
                    (select code from budget_line where scheme = 'INNOVATION_FUND'), 'FUND-AID-2024', '2027-01-15', 'test', '2000-01-01T00:00:00Z')
            on conflict do nothing
            """)
        .param("reference", CALL)
        .update();
  }

  /** Username of a new person with this role, who cannot sign in. */
  public String person(Role role) {
    var username = "person" + PASSAGE.incrementAndGet();
    jdbc.sql(
            "insert into account (username, display_name, email, password, language, created_at)"
                + " values (:name, :name, 'post@example.org', '-', 'en', now())")
        .param("name", username)
        .update();
    jdbc.sql("insert into account_role (username, role) values (:name, :role)")
        .param("name", username)
        .param("role", role.name())
        .update();
    return username;
  }

  /** Does what a caller with a transaction of its own would do. */
  public <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  /** Breaks things on purpose: what is done is seen within, and gone afterwards. */
  public void inRolledBackTransaction(Runnable work) {
    transaction.executeWithoutResult(
        status -> {
          status.setRollbackOnly();
          work.run();
        });
  }

  /** Events of an application's history, oldest first. */
  public List<String> events(ApplicationRef ref) {
    return applications.history(ref).stream().map(entry -> entry.event()).toList();
  }
}
