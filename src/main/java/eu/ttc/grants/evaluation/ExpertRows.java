package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The tables of experts. */
@Repository
class ExpertRows {

  private static final String VIEW =
      """
      select e.*, a.display_name, a.email, a.language,
             (select count(*) from evaluation o where o.expert = e.username
                and o.state = 'ASSIGNED') open_work
      from expert e left join account a on a.username = e.username
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ExpertRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Experts of the sector who are available.
   *
   * @param employedSince former employers count when the employment ended after this day
   */
  List<Candidate> candidates(ApplicationRef ref, String sector, LocalDate employedSince) {
    return jdbc.sql(
            """
            select e.username, e.employer, e.languages, e.country,
                   array(select f.employer from former_employment f
                         where f.expert = e.username and f.ended_on > :since) former,
                   exists (select from evaluation v where v.application = :ref
                             and v.expert = e.username) had_it,
                   (select count(*) from evaluation o where o.expert = e.username
                      and o.state = 'ASSIGNED') open_work,
                   (select count(*) from evaluation o where o.expert = e.username
                      and o.state = 'EVALUATED') earlier_work
            from expert e
            where :sector = any (e.sectors) and e.available
            order by e.username
            """)
        .param("since", employedSince)
        .param("sector", sector)
        .param("ref", ref.value())
        .query(ExpertRows::candidate)
        .list();
  }

  /** One expert, whatever their sectors. */
  Optional<Candidate> candidate(ApplicationRef ref, String username, LocalDate employedSince) {
    return jdbc.sql(
            """
            select e.username, e.employer, e.languages, e.country,
                   array(select f.employer from former_employment f
                         where f.expert = e.username and f.ended_on > :since) former,
                   exists (select from evaluation v where v.application = :ref
                             and v.expert = e.username) had_it, 0 open_work, 0 earlier_work
            from expert e where e.username = :username
            """)
        .param("since", employedSince)
        .param("username", username)
        .param("ref", ref.value())
        .query(ExpertRows::candidate)
        .optional();
  }

  /** Until the end of the running transaction nobody else draws, so that load is counted right. */
  void lockDraws() {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('draw of experts'))")
        .query((row, number) -> true)
        .single();
  }

  List<ExpertView> all() {
    return jdbc.sql(VIEW + " order by coalesce(a.display_name, e.username), e.username")
        .query((row, number) -> view(row))
        .list();
  }

  Optional<ExpertView> find(String username) {
    return jdbc.sql(VIEW + " where e.username = :username")
        .param("username", username)
        .query((row, number) -> view(row))
        .optional();
  }

  /** Adds an expert; false when there is one of this account. */
  boolean add(TellExpert told) {
    return jdbc.sql(
                """
                insert into expert (username, sectors, languages, country, employer, available)
                values (:username, :sectors, :languages, :country, :employer, :available)
                on conflict (username) do nothing
                """)
            .params(parameters(told))
            .update()
        == 1;
  }

  /** Changes an expert; false when there is none of this account. */
  boolean change(TellExpert told) {
    return jdbc.sql(
                """
                update expert set sectors = :sectors, languages = :languages, country = :country,
                       employer = :employer, available = :available
                where username = :username
                """)
            .params(parameters(told))
            .update()
        == 1;
  }

  /** Replaces the former employers, and keeps who told what of the expert. */
  void keep(TellExpert told, String who, Instant now) {
    jdbc.sql("delete from former_employment where expert = :username")
        .param("username", told.username())
        .update();
    for (var former : told.formerEmployers()) {
      jdbc.sql("insert into former_employment values (:username, :employer, :until)")
          .param("username", told.username())
          .param("employer", former.employer())
          .param("until", former.until())
          .update();
    }
    jdbc.sql(
            """
            insert into expert_version (expert, number, told, changed_by, changed_at)
            select :username, count(*) + 1, :told::jsonb, :who, :now
            from expert_version where expert = :username
            """)
        .param("username", told.username())
        .param("told", json.writeValueAsString(told))
        .param("who", who)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Map<String, Object> parameters(TellExpert told) {
    return Map.of(
        "username", told.username(),
        "sectors", told.sectors().stream().map(Sector::name).toArray(String[]::new),
        "languages", told.languages().stream().map(Language::code).toArray(String[]::new),
        "country", told.country(),
        "employer", told.employer(),
        "available", told.available());
  }

  private ExpertView view(ResultSet row) throws SQLException {
    var username = row.getString("username");
    var name = row.getString("display_name");
    return new ExpertView(
        username,
        name == null ? username : name,
        row.getString("email"),
        Language.parse(Objects.requireNonNullElse(row.getString("language"), "")).orElse(null),
        sectors(texts(row, "sectors")),
        Arrays.stream(texts(row, "languages")).map(Language::of).toList(),
        row.getString("country"),
        row.getString("employer"),
        jdbc.sql(
                "select employer, ended_on from former_employment where expert = :username"
                    + " order by ended_on desc, employer")
            .param("username", username)
            .query(
                (former, number) ->
                    new FormerEmployer(former.getString(1), former.getObject(2, LocalDate.class)))
            .list(),
        row.getBoolean("available"),
        row.getLong("open_work"));
  }

  /** What a table edited by hand calls a sector and is none, nothing is given for. */
  private static List<Sector> sectors(String[] names) {
    return Arrays.stream(Sector.values())
        .filter(sector -> Arrays.asList(names).contains(sector.name()))
        .toList();
  }

  private static Candidate candidate(ResultSet row, int number) throws SQLException {
    return new Candidate(
        row.getString("username"),
        row.getString("employer"),
        Set.of(texts(row, "former")),
        Set.of(texts(row, "languages")),
        row.getString("country"),
        row.getBoolean("had_it"),
        row.getLong("open_work"),
        row.getLong("earlier_work"));
  }

  private static String[] texts(ResultSet row, String column) throws SQLException {
    return (String[]) row.getArray(column).getArray();
  }
}
