package eu.ttc.grants.testing;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings applications to where a test begins, the way the portal and the lifecycle do. */
public final class ApplicationDesk {

  private static final AtomicLong PASSAGE = new AtomicLong(System.nanoTime());

  private final Applications applications;
  private final Documents documents;
  private final TransactionTemplate transaction;

  ApplicationDesk(
      Applications applications, Documents documents, PlatformTransactionManager transactions) {
    this.applications = applications;
    this.documents = documents;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** A key that no other step of this test run has. */
  public static StepKey passageOf(String step) {
    return StepKey.of(step, PASSAGE.incrementAndGet());
  }

  /** A draft without documents. */
  public ApplicationRef draft(AnApplication told) {
    return applications.draft(Scheme.VOUCHER, told.dossier(), told.applicant()).reference();
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

  /** Does what a caller with a transaction of its own would do. */
  public <T> T inTransaction(Supplier<T> work) {
    return transaction.execute(status -> work.get());
  }

  /** Events of an application's history, oldest first. */
  public List<String> events(ApplicationRef ref) {
    return applications.history(ref).stream().map(entry -> entry.event()).toList();
  }
}
