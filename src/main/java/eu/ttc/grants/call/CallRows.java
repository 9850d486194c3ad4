package eu.ttc.grants.call;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of calls. */
@Repository
class CallRows {

  private final JdbcClient jdbc;

  CallRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Newest first, as they stand at this moment. */
  List<CallView> all(Instant now) {
    return jdbc.sql("select * from fund_call order by opens_at desc, reference desc")
        .query(at(now))
        .list();
  }

  Optional<CallView> find(String reference, Instant now) {
    return jdbc.sql("select * from fund_call where reference = :reference")
        .param("reference", reference)
        .query(at(now))
        .optional();
  }

  /** Until the end of the running transaction nobody closes it. */
  Optional<CallView> held(String reference, Instant now) {
    return jdbc.sql("select * from fund_call where reference = :reference for share")
        .param("reference", reference)
        .query(at(now))
        .optional();
  }

  Optional<CallView> locked(String reference, Instant now) {
    return jdbc.sql("select * from fund_call where reference = :reference for update")
        .param("reference", reference)
        .query(at(now))
        .optional();
  }

  /** Id of the numbers of State aid of this day; empty when there are none. */
  Optional<String> rulesetOn(LocalDate day) {
    return jdbc.sql(
            "select id from fund_aid_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(String.class)
        .optional();
  }

  /** The budget line that pays grants of the fund; empty while nobody allocated money to it. */
  Optional<String> budgetLine() {
    return jdbc.sql("select code from budget_line where scheme = :scheme")
        .param("scheme", Scheme.INNOVATION_FUND.name())
        .query(String.class)
        .optional();
  }

  /** Calls are numbered within the year; two at once wait for each other. */
  String add(
      int year,
      String title,
      Instant opensAt,
      Instant closesAt,
      List<Language> languages,
      String budgetLine,
      String ruleset,
      LocalDate grantsExpectedOn,
      String who,
      Instant now) {
    jdbc.sql("select pg_advisory_xact_lock(hashtext('fund_call'))")
        .query((row, index) -> true)
        .single();
    return jdbc.sql(
            """
            insert into fund_call (reference, title, opens_at, closes_at, languages, budget_line, ruleset,
                                   grants_expected_on, announced_by, announced_at)
            select 'C-' || :year || '-' || to_char(count(*) + 1, 'FM9900'), :title, :opens, :closes, :languages,
                   :line, :ruleset, :expected, :who, :now
            from fund_call where reference like 'C-' || :year || '-%'
            returning reference
            """)
        .param("year", Integer.toString(year))
        .param("title", title)
        .param("opens", opensAt.atOffset(ZoneOffset.UTC))
        .param("closes", closesAt.atOffset(ZoneOffset.UTC))
        .param("languages", languages.stream().map(Language::code).toArray(String[]::new))
        .param("line", budgetLine)
        .param("ruleset", ruleset)
        .param("expected", grantsExpectedOn)
        .param("who", who)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .single();
  }

  /** Notes for every call without a lifecycle that it has one now; tells which, once each. */
  List<String> begin(Instant now) {
    return jdbc.sql(
            """
            insert into call_lifecycle (call, begun_at)
            select c.reference, :now from fund_call c
            where not exists (select from call_lifecycle l where l.call = c.reference)
            order by c.reference
            on conflict do nothing returning call
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(String.class)
        .list();
  }

  void close(String reference, Instant at, String who, String reason) {
    jdbc.sql(
            """
            update fund_call set closes_at = :at, closed_by = :who, closing_reason = :reason
            where reference = :reference
            """)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("who", who)
        .param("reason", reason)
        .param("reference", reference)
        .update();
  }

  /** The applications that a call received, in order of arrival. */
  List<ApplicationRef> submissions(String call) {
    return jdbc.sql(
            "select application from call_submission where call = :call"
                + " order by received_at, application")
        .param("call", call)
        .query((row, index) -> ApplicationRef.of(row.getString(1)))
        .list();
  }

  /** Keeps which call an application answered; once. */
  void received(ApplicationRef ref, String call, Instant receivedAt) {
    jdbc.sql(
            "insert into call_submission (application, call, received_at)"
                + " values (:application, :call, :at)")
        .param("application", ref.value())
        .param("call", call)
        .param("at", receivedAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<String> answered(ApplicationRef ref) {
    return jdbc.sql("select call from call_submission where application = :application")
        .param("application", ref.value())
        .query(String.class)
        .optional();
  }

  private static RowMapper<CallView> at(Instant now) {
    return (row, index) -> {
      var opensAt = row.getTimestamp("opens_at").toInstant();
      var closesAt = row.getTimestamp("closes_at").toInstant();
      return new CallView(
          row.getString("reference"),
          row.getString("title"),
          state(opensAt, closesAt, now),
          opensAt,
          closesAt,
          languages(row),
          row.getString("budget_line"),
          row.getString("ruleset"),
          row.getObject("grants_expected_on", LocalDate.class),
          row.getString("closed_by"),
          row.getString("closing_reason"));
    };
  }

  private static CallState state(Instant opensAt, Instant closesAt, Instant now) {
    if (!now.isBefore(closesAt)) {
      return CallState.CLOSED;
    }
    return now.isBefore(opensAt) ? CallState.ANNOUNCED : CallState.OPEN;
  }

  private static List<Language> languages(ResultSet row) throws SQLException {
    Array codes = row.getArray("languages");
    return Arrays.stream((String[]) codes.getArray()).map(Language::of).toList();
  }
}
