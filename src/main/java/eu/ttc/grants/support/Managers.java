package eu.ttc.grants.support;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the business support manager for an application. */
@Component
class Managers {

  private final JdbcClient jdbc;
  private final Applications applications;
  private final Accounts accounts;
  private final Advisers advisers;
  private final Evaluators evaluators;
  private final Clock clock;

  Managers(
      JdbcClient jdbc,
      Applications applications,
      Accounts accounts,
      Advisers advisers,
      Evaluators evaluators,
      Clock clock) {
    this.jdbc = jdbc;
    this.applications = applications;
    this.accounts = accounts;
    this.advisers = advisers;
    this.evaluators = evaluators;
    this.clock = clock;
  }

  /**
   * Username of the manager whom {@link ChoiceOfManager} chooses; empty when nobody may visit.
   * Until the running transaction ends, nobody is chosen to evaluate the firm.
   */
  Optional<String> choose(ApplicationRef ref) {
    advisers.lockFirm(ref);
    var actors = applications.history(ref).stream().map(HistoryEntry::actor);
    var involved =
        Stream.concat(actors, evaluators.ofAny(applications.ofSameUndertaking(ref)).stream())
            .collect(Collectors.toSet());
    return new ChoiceOfManager(applications.get(ref).dossier(), involved)
        .among(candidates())
        .map(Candidate::username);
  }

  private List<Candidate> candidates() {
    var active = Set.copyOf(accounts.withRole(Role.BUSINESS_SUPPORT_MANAGER));
    return jdbc
        .sql(
            """
            select m.username, m.employer, m.regions, m.languages, m.sectors,
                   (select count(*) from company_visit v
                    where v.manager = m.username and v.due_at > :now
                      and not exists (select from visit_report r
                                      where r.application = v.application)) open_visits
            from business_support_manager m
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .query(
            (row, number) ->
                new Candidate(
                    row.getString("username"),
                    row.getString("employer"),
                    setOf(row, "regions", Region::valueOf),
                    setOf(row, "languages", Function.identity()),
                    setOf(row, "sectors", Sector::valueOf),
                    row.getLong("open_visits")))
        .list()
        .stream()
        .filter(candidate -> active.contains(candidate.username()))
        .toList();
  }

  private static <T> Set<T> setOf(ResultSet row, String column, Function<String, T> read)
      throws SQLException {
    return Arrays.stream((String[]) row.getArray(column).getArray())
        .map(read)
        .collect(Collectors.toUnmodifiableSet());
  }
}
