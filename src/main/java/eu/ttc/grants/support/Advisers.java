package eu.ttc.grants.support;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which business support managers advise which firm. A firm is one single undertaking, in all its
 * applications. Order of locks: application, then firm.
 */
@Service
public class Advisers {

  private final JdbcClient jdbc;
  private final Applications applications;

  Advisers(JdbcClient jdbc, Applications applications) {
    this.jdbc = jdbc;
    this.applications = applications;
  }

  /**
   * Usernames of those who advised the firm behind an application, or are to do so, whenever and in
   * whichever of its applications. Nobody else becomes its adviser before the running transaction
   * ends.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Set<String> ofFirm(ApplicationRef ref) {
    lockFirm(ref);
    return jdbc.sql(
            """
            select manager from company_visit v
            where application in (:applications)
              and not exists (select from visit_report r
                              where r.application = v.application and not r.held)
            """)
        .param(
            "applications",
            applications.ofSameUndertaking(ref).stream().map(ApplicationRef::value).toList())
        .query(String.class)
        .set();
  }

  /** Waits until whoever chooses an adviser or an evaluator of the same firm is done. */
  void lockFirm(ApplicationRef ref) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('firm ' || :firm, 0))")
        .param("firm", applications.get(ref).undertaking().orElse(ref.value()))
        .query((row, number) -> true)
        .single();
  }
}
