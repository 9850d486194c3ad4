package eu.ttc.grants.support;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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
    return managersOf(applications.ofSameUndertaking(ref));
  }

  /**
   * As {@link #ofFirm}, for the lead and every partner of a consortium: who advised one of them as
   * a firm of its own counts as well.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Set<String> ofConsortium(ApplicationRef ref) {
    var application = applications.get(ref);
    var partners =
        application.dossier().partners().stream()
            .map(Dossier.Partner::registerKey)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    var firms = new TreeSet<>(partners);
    firms.add(application.undertaking().orElse(ref.value()));
    firms.forEach(this::lockFirm); // in one order for all, so that nobody waits in a circle
    var all = new HashSet<>(applications.ofUndertakings(partners));
    all.addAll(applications.ofSameUndertaking(ref));
    return managersOf(all);
  }

  private Set<String> managersOf(Collection<ApplicationRef> all) {
    return all.isEmpty()
        ? Set.of()
        : jdbc.sql(
                """
                select manager from company_visit v
                where application in (:applications)
                  and not exists (select from visit_report r
                                  where r.application = v.application and not r.held)
                """)
            .param("applications", all.stream().map(ApplicationRef::value).toList())
            .query(String.class)
            .set();
  }

  /** Waits until whoever chooses an adviser or an evaluator of the same firm is done. */
  void lockFirm(ApplicationRef ref) {
    lockFirm(applications.get(ref).undertaking().orElse(ref.value()));
  }

  private void lockFirm(String firm) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('firm ' || :firm, 0))")
        .param("firm", firm)
        .query((row, number) -> true)
        .single();
  }
}
