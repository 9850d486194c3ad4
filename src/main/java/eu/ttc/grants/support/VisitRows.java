package eu.ttc.grants.support;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class VisitRows {

  private static final String VISIT =
      """
      select v.application, v.manager, v.planned_at, v.due_at, r.visited_on, r.advice,
             r.partner_suggestions, r.funding_pointers, r.reason_not_held,
             case when r.held then 'HELD' when not r.held then 'NOT_HELD' else 'PLANNED' end state
      from company_visit v left join visit_report r using (application)
      where v.application = :ref
      """;

  private final JdbcClient jdbc;

  VisitRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<VisitPlan> plan(ApplicationRef ref) {
    return jdbc.sql(VISIT)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new VisitPlan(
                    row.getString("manager"),
                    VisitState.valueOf(row.getString("state")),
                    moment(row, "planned_at"),
                    moment(row, "due_at")))
        .optional();
  }

  Set<ApplicationRef> plannedFor(String manager) {
    return jdbc.sql("select application from company_visit where manager = :manager")
        .param("manager", manager)
        .query((row, number) -> ApplicationRef.of(row.getString(1)))
        .set();
  }

  Optional<VisitView> view(ApplicationRef ref) {
    return jdbc.sql(VISIT)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new VisitView(
                    ref,
                    VisitState.valueOf(row.getString("state")),
                    row.getString("manager"),
                    row.getTimestamp("planned_at").toInstant(),
                    row.getTimestamp("due_at").toInstant(),
                    row.getObject("visited_on", LocalDate.class),
                    row.getString("advice"),
                    row.getString("partner_suggestions"),
                    row.getString("funding_pointers"),
                    row.getString("reason_not_held")))
        .optional();
  }

  void insert(ApplicationRef ref, String manager, Instant plannedAt, Instant dueAt) {
    jdbc.sql(
            """
            insert into company_visit (application, manager, planned_at, due_at)
            values (:ref, :manager, :planned, :due)
            """)
        .param("ref", ref.value())
        .param("manager", manager)
        .param("planned", plannedAt.atOffset(ZoneOffset.UTC))
        .param("due", dueAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  void move(ApplicationRef ref, Instant dueAt) {
    jdbc.sql("update company_visit set due_at = :due where application = :ref")
        .param("due", dueAt.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .update();
  }

  /** Whether this is the first time. */
  boolean remind(ApplicationRef ref, Instant now) {
    return jdbc.sql(
                "update company_visit set reminded_at = :now"
                    + " where application = :ref and reminded_at is null")
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("ref", ref.value())
            .update()
        == 1;
  }

  void insert(ApplicationRef ref, String manager, VisitReport report, Instant now) {
    var insert =
        switch (report) {
          case Held held ->
              jdbc.sql(
                      """
                      insert into visit_report (application, manager, held, visited_on, advice,
                                                partner_suggestions, funding_pointers, recorded_at)
                      values (:ref, :manager, true, :day, :advice, nullif(:partners, ''),
                              nullif(:funding, ''), :now)
                      """)
                  .param("day", held.visitedOn())
                  .param("advice", held.advice())
                  .param("partners", held.partnerSuggestions())
                  .param("funding", held.fundingPointers());
          case NotHeld(var reason) ->
              jdbc.sql(
                      """
                      insert into visit_report (application, manager, held, reason_not_held,
                                                recorded_at)
                      values (:ref, :manager, false, :reason, :now)
                      """)
                  .param("reason", reason);
        };
    insert
        .param("ref", ref.value())
        .param("manager", manager)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The period ended without a report. */
  void insertMissing(ApplicationRef ref, Instant now) {
    jdbc.sql("insert into visit_report (application, held, recorded_at) values (:ref, false, :now)")
        .param("ref", ref.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static OffsetDateTime moment(ResultSet row, String column) throws SQLException {
    return Applications.inProgramme(row.getTimestamp(column).toInstant());
  }
}
