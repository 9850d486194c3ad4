package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables of rankings. Entries are added and ranked while the call is locked; who waits moves
 * only while the budget line is locked.
 */
@Repository
class RankingRows {

  private final JdbcClient jdbc;

  RankingRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** How far the ranking of a call has come. */
  record Progress(
      String call,
      @Nullable Instant awaitedAt,
      @Nullable Instant settledAt,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy,
      int panelSize,
      @Nullable String findings) {}

  /** Holds the ranking of a call until the end of the transaction. */
  Progress lock(String call) {
    jdbc.sql("insert into call_ranking (call) values (:call) on conflict do nothing")
        .param("call", call)
        .update();
    return progress(call, " for update").orElseThrow();
  }

  /** Empty while nothing of it was begun. */
  Optional<Progress> progress(String call) {
    return progress(call, "");
  }

  private Optional<Progress> progress(String call, String lock) {
    return jdbc.sql("select * from call_ranking where call = :call" + lock)
        .param("call", call)
        .query(
            (row, index) ->
                new Progress(
                    call,
                    moment(row, "awaited_at"),
                    moment(row, "settled_at"),
                    moment(row, "decided_at"),
                    row.getString("decided_by"),
                    row.getInt("panel_size"),
                    row.getString("findings")))
        .optional();
  }

  void await(String call, Instant now) {
    jdbc.sql("update call_ranking set awaited_at = coalesce(awaited_at, :now) where call = :call")
        .param("now", at(now))
        .param("call", call)
        .update();
  }

  void settle(String call, Instant now) {
    jdbc.sql("update call_ranking set settled_at = coalesce(settled_at, :now) where call = :call")
        .param("now", at(now))
        .param("call", call)
        .update();
  }

  void decide(String call, Instant now, String by, int panelSize, String findings) {
    jdbc.sql(
            """
            update call_ranking
            set decided_at = :now, decided_by = :by, panel_size = :size, findings = :findings
            where call = :call
            """)
        .param("now", at(now))
        .param("by", by)
        .param("size", panelSize)
        .param("findings", findings)
        .param("call", call)
        .update();
  }

  /** How many that answered a call are neither in one of these statuses, entered, nor on hold. */
  int unsettled(String call, Collection<String> settled, Instant now) {
    return jdbc.sql(
            """
            select count(*) from call_submission s join application a on a.reference = s.application
            where s.call = :call and a.status not in (:settled)
              and not exists (select from ranking_entry e
                              where e.application = s.application and e.ended_at is null)
              and not exists (select from application_hold h
                              where h.application = s.application and h.placed_at <= :now
                                and least(h.ends_at, coalesce(h.ended_at, h.ends_at)) > :now)
            """)
        .param("call", call)
        .param("settled", settled)
        .param("now", at(now))
        .query(Integer.class)
        .single();
  }

  /** How many that answered a call are on hold and not ranked, whether they are entered or not. */
  int onHold(String call, Collection<String> settled, Instant now) {
    return jdbc.sql(
            """
            select count(*) from call_submission s join application a on a.reference = s.application
            where s.call = :call and a.status not in (:settled)
              and not exists (select from ranking_entry e
                              where e.application = s.application and e.ended_at is null
                                and e.state <> 'ENTERED')
              and exists (select from application_hold h
                          where h.application = s.application and h.placed_at <= :now
                            and least(h.ends_at, coalesce(h.ended_at, h.ends_at)) > :now)
            """)
        .param("call", call)
        .param("settled", settled)
        .param("now", at(now))
        .query(Integer.class)
        .single();
  }

  Optional<RankingEntry> newest(ApplicationRef ref) {
    return jdbc.sql(
            "select * from ranking_entry where application = :ref order by number desc limit 1")
        .param("ref", ref.value())
        .query(RankingRows::entry)
        .optional();
  }

  Optional<RankingEntry> find(ApplicationRef ref, int number) {
    return jdbc.sql("select * from ranking_entry where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(RankingRows::entry)
        .optional();
  }

  /** Every entry of a call in order of place, those without one last. */
  List<RankingEntry> all(String call) {
    return jdbc.sql(
            "select * from ranking_entry where call = :call"
                + " order by place nulls last, application, number")
        .param("call", call)
        .query(RankingRows::entry)
        .list();
  }

  /** Those of a call that the panel has to rank, in order of reference. */
  List<RankingEntry> entered(String call) {
    return jdbc.sql(
            """
            select * from ranking_entry
            where call = :call and state = 'ENTERED' and ended_at is null order by application
            """)
        .param("call", call)
        .query(RankingRows::entry)
        .list();
  }

  /** Those who wait for money of a line: the list that is older first, then in order of place. */
  List<RankingEntry> waiting(String line, Instant now) {
    return jdbc.sql(
            """
            select e.* from ranking_entry e
              join fund_call c on c.reference = e.call join call_ranking r on r.call = e.call
            where c.budget_line = :line and e.state = 'RESERVE' and e.ended_at is null
              and (e.reserve_until is null or e.reserve_until > :now)
            order by r.decided_at, e.call, e.place
            """)
        .param("line", line)
        .param("now", at(now))
        .query(RankingRows::entry)
        .list();
  }

  /** Adds an entry that is not ranked yet; returns its number. */
  int add(ApplicationRef ref, String call, Figures figures, Instant now) {
    return with(
            figures,
            jdbc.sql(
                """
                insert into ranking_entry (application, number, call, entered_at, state, received_at, aid_sheet,
                                           excellence, impact, implementation, total, weighted_total, passed,
                                           grant_cents, eligible_costs_cents, co_funding_cents, member_states)
                select :ref, count(*) + 1, :call, :now, 'ENTERED', :received, :sheet,
                       :excellence, :impact, :implementation, :total, :weighted, :passed,
                       :grant, :costs, :coFunding, :states
                from ranking_entry where application = :ref
                returning number
                """))
        .param("ref", ref.value())
        .param("call", call)
        .param("now", at(now))
        .query(Integer.class)
        .single();
  }

  /** Takes newer figures for an entry that is not ranked yet. */
  void refresh(RankingEntry entry, Figures figures) {
    with(
            figures,
            jdbc.sql(
                """
                update ranking_entry
                set received_at = :received, aid_sheet = :sheet, excellence = :excellence, impact = :impact,
                    implementation = :implementation, total = :total, weighted_total = :weighted,
                    passed = :passed, grant_cents = :grant, eligible_costs_cents = :costs,
                    co_funding_cents = :coFunding, member_states = :states
                where application = :ref and number = :number
                """))
        .param("ref", entry.application().value())
        .param("number", entry.number())
        .update();
  }

  void rank(
      RankingEntry entry, RankingState state, @Nullable Integer place, boolean late, Instant now) {
    update(entry, "state = :state, place = :place, late = :late, ranked_at = :now")
        .param("state", state.name())
        .param("place", place)
        .param("late", late)
        .param("now", at(now))
        .update();
  }

  /** Makes room for a late entry at this place. */
  void pushDown(String call, int from) {
    jdbc.sql("update ranking_entry set place = place + 1 where call = :call and place >= :from")
        .param("call", call)
        .param("from", from)
        .update();
  }

  void leaveReserve(RankingEntry entry, RankingState state, Instant now) {
    update(entry, "state = :state, reserve_left_at = :now")
        .param("state", state.name())
        .param("now", at(now))
        .update();
  }

  void reserveUntil(RankingEntry entry, Instant until) {
    update(entry, "reserve_until = :until").param("until", at(until)).update();
  }

  void end(RankingEntry entry, Instant now) {
    update(
            entry,
            "ended_at = :now, reserve_left_at = case state when 'RESERVE' then :now else"
                + " reserve_left_at end")
        .param("now", at(now))
        .update();
  }

  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update ranking_entry set reserve_until = reserve_until + make_interval(secs => :seconds)
            where application = :ref and state = 'RESERVE' and ended_at is null
              and reserve_until > :after
            """)
        .param("seconds", by.toMillis() / 1_000.0)
        .param("ref", ref.value())
        .param("after", at(after))
        .update();
  }

  private JdbcClient.StatementSpec update(RankingEntry entry, String change) {
    return jdbc.sql(
            "update ranking_entry set " + change + " where application = :ref and number = :number")
        .param("ref", entry.application().value())
        .param("number", entry.number());
  }

  private static JdbcClient.StatementSpec with(Figures figures, JdbcClient.StatementSpec into) {
    return into.param("received", at(figures.receivedAt()))
        .param("sheet", figures.aidSheet())
        .param("excellence", figures.excellence())
        .param("impact", figures.impact())
        .param("implementation", figures.implementation())
        .param("total", figures.total())
        .param("weighted", figures.weightedTotal())
        .param("passed", figures.passed())
        .param("grant", figures.grant().value())
        .param("costs", figures.eligibleCosts().value())
        .param("coFunding", figures.coFunding().value())
        .param("states", figures.memberStates());
  }

  private static RankingEntry entry(ResultSet row, int index) throws SQLException {
    return new RankingEntry(
        ApplicationRef.of(row.getString("application")),
        row.getInt("number"),
        row.getString("call"),
        new Figures(
            points(row, "weighted_total"),
            points(row, "excellence"),
            points(row, "impact"),
            points(row, "implementation"),
            points(row, "total"),
            row.getBoolean("passed"),
            Cents.of(row.getLong("grant_cents")),
            Cents.of(row.getLong("eligible_costs_cents")),
            Cents.of(row.getLong("co_funding_cents")),
            row.getInt("member_states"),
            row.getTimestamp("received_at").toInstant(),
            row.getInt("aid_sheet")),
        RankingState.valueOf(row.getString("state")),
        row.getBoolean("late"),
        row.getObject("place", Integer.class),
        moment(row, "ranked_at"),
        moment(row, "reserve_until"),
        moment(row, "ended_at"));
  }

  private static BigDecimal points(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column);
  }

  private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    Timestamp at = row.getTimestamp(column);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
