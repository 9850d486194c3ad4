package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.Dossier.PriorAid;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.DeMinimisRule.Aid;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DeMinimisAccounts {

  private static final String PROGRAMME = "this programme";

  private final JdbcClient jdbc;

  DeMinimisAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What an application holds, all parties together. */
  record Standing(Cents amount, boolean granted) {}

  /**
   * What an application has in the account of an enterprise.
   *
   * @param grantedOn null while it is only reserved
   */
  record Entry(long id, String enterprise, Cents amount, @Nullable LocalDate grantedOn) {}

  DeMinimisRule ruleOn(LocalDate day) {
    return jdbc.sql(
            "select * from de_minimis_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(
            (row, number) ->
                new DeMinimisRule(
                    row.getString("id"),
                    Cents.of(row.getLong("ceiling_cents")),
                    row.getInt("window_years"),
                    row.getInt("linked_above_percent")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No de minimis rules hold on %s: add them to table de_minimis_ruleset, then retry."
                        .formatted(day)));
  }

  /** Aid of all members of an undertaking, released aid left out. */
  List<Aid> aid(String undertaking) {
    return jdbc.sql(
            """
            select a.amount_cents, a.granted_on
            from de_minimis_aid a join de_minimis_member m on m.enterprise = a.enterprise
            where m.undertaking = :undertaking and m.known_until is null and a.state <> 'RELEASED'
            """)
        .param("undertaking", undertaking)
        .query(DeMinimisAccounts::aid)
        .list();
  }

  /** As {@link #aid}, without what this application holds. */
  List<Aid> aidOfOthers(String undertaking, ApplicationRef ref) {
    return jdbc.sql(
            """
            select a.amount_cents, a.granted_on
            from de_minimis_aid a join de_minimis_member m on m.enterprise = a.enterprise
            where m.undertaking = :undertaking and m.known_until is null and a.state <> 'RELEASED'
              and not (a.application = :ref and a.state in ('RESERVED', 'GRANTED'))
            """)
        .param("undertaking", undertaking)
        .param("ref", ref.value())
        .query(DeMinimisAccounts::aid)
        .list();
  }

  /** Aid of the undertaking to which an enterprise is known to belong; empty of an unknown one. */
  List<Aid> aidAround(String enterprise) {
    return jdbc.sql(
            """
            select a.amount_cents, a.granted_on
            from de_minimis_member own
            join de_minimis_member m on m.undertaking = own.undertaking and m.known_until is null
            join de_minimis_aid a on a.enterprise = m.enterprise and a.state <> 'RELEASED'
            where own.enterprise = :enterprise and own.known_until is null
            """)
        .param("enterprise", enterprise)
        .query(DeMinimisAccounts::aid)
        .list();
  }

  private static Aid aid(ResultSet row, int number) throws SQLException {
    return new Aid(
        Cents.of(row.getLong("amount_cents")), row.getObject("granted_on", LocalDate.class));
  }

  /** What an application has, oldest first. */
  List<Entry> entries(ApplicationRef ref) {
    return jdbc.sql(
            "select * from de_minimis_aid where application = :ref"
                + " and state in ('RESERVED', 'GRANTED') order by id")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Entry(
                    row.getLong("id"),
                    row.getString("enterprise"),
                    Cents.of(row.getLong("amount_cents")),
                    row.getObject("granted_on", LocalDate.class)))
        .list();
  }

  /** What an application has, all parties together. */
  Cents held(ApplicationRef ref) {
    return standing(ref).map(Standing::amount).orElse(Cents.ZERO);
  }

  /** Leaves so much of an entry, and keeps why; nothing happens when that is all. */
  void lower(Entry entry, Cents left, String reason, Instant at) {
    if (!entry.amount().exceeds(left)) {
      return;
    }
    jdbc.sql(
            """
            insert into de_minimis_correction (aid, before_cents, after_cents, reason, corrected_at)
            values (:aid, :before, :after, :reason, :at)
            """)
        .param("aid", entry.id())
        .param("before", entry.amount().value())
        .param("after", left.value())
        .param("reason", reason)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
    jdbc.sql(
            left.equals(Cents.ZERO)
                ? "update de_minimis_aid set state = 'RELEASED' where id = :aid"
                : "update de_minimis_aid set amount_cents = :left where id = :aid")
        .param("aid", entry.id())
        .param("left", left.value())
        .update();
  }

  /**
   * Adds declared aid that no member of the undertaking declared before: each of them tells the aid
   * of all.
   */
  void declare(
      String enterprise,
      ApplicationRef declaredIn,
      List<PriorAid> lines,
      LocalDate today,
      Instant at) {
    Map<PriorAid, Integer> seen = new HashMap<>();
    for (var line : lines) {
      var same =
          new PriorAid(
              line.grantedBy().strip().toLowerCase(Locale.ROOT),
              line.grantedOn(),
              line.amountCents());
      jdbc.sql(
              """
              insert into de_minimis_aid (enterprise, application, state, granted_by, occurrence,
                                          amount_cents, reserved_on, granted_on, registered_at)
              select :enterprise, :ref, 'DECLARED', :by, :occurrence, :amount, :today, :on, :at
              where not exists (
                select 1 from de_minimis_aid a
                join de_minimis_member m on m.enterprise = a.enterprise and m.known_until is null
                join de_minimis_member own on own.undertaking = m.undertaking
                  and own.enterprise = :enterprise and own.known_until is null
                where a.state = 'DECLARED' and a.granted_by = :by and a.granted_on = :on
                  and a.amount_cents = :amount and a.occurrence = :occurrence)
              """)
          .param("enterprise", enterprise)
          .param("ref", declaredIn.value())
          .param("by", same.grantedBy())
          .param("occurrence", seen.merge(same, 1, Integer::sum))
          .param("amount", line.amountCents())
          .param("today", today)
          .param("on", line.grantedOn())
          .param("at", at.atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  Optional<Standing> standing(ApplicationRef ref) {
    return jdbc.sql(
            "select sum(amount_cents) amount_cents, bool_and(state = 'GRANTED') granted"
                + " from de_minimis_aid where application = :ref"
                + " and state in ('RESERVED', 'GRANTED') having count(*) > 0")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Standing(Cents.of(row.getLong("amount_cents")), row.getBoolean("granted")))
        .optional();
  }

  void reserve(ApplicationRef ref, Share share, LocalDate today, Instant at) {
    jdbc.sql(
            """
            insert into de_minimis_aid (enterprise, application, state, granted_by, occurrence,
                                        amount_cents, reserved_on, registered_at)
            select :enterprise, :ref, 'RESERVED', :by, coalesce(max(occurrence), 0) + 1, :amount, :today, :at
            from de_minimis_aid where application = :ref and enterprise = :enterprise
              and state in ('RESERVED', 'GRANTED')
            """)
        .param("enterprise", share.enterprise())
        .param("ref", ref.value())
        .param("by", PROGRAMME)
        .param("amount", share.amount().value())
        .param("today", today)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void grant(ApplicationRef ref, LocalDate day) {
    jdbc.sql(
            "update de_minimis_aid set state = 'GRANTED', granted_on = :day"
                + " where application = :ref and state = 'RESERVED'")
        .param("day", day)
        .param("ref", ref.value())
        .update();
  }

  void release(ApplicationRef ref) {
    jdbc.sql(
            "update de_minimis_aid set state = 'RELEASED'"
                + " where application = :ref and state in ('RESERVED', 'GRANTED')")
        .param("ref", ref.value())
        .update();
  }

  /** Keeps what one check counted for each party. */
  void keep(ApplicationRef ref, List<HeadroomFigures> parties, Instant at) {
    var check =
        jdbc.sql(
                "select coalesce(max(number), 0) + 1 from de_minimis_check where application ="
                    + " :ref")
            .param("ref", ref.value())
            .query(Integer.class)
            .single();
    for (var figures : parties) {
      jdbc.sql(
              """
              insert into de_minimis_check (application, number, party, enterprise, ruleset,
                  member_state, counted_cents, requested_cents, ceiling_cents, within_ceiling,
                  checked_on, checked_at)
              values (:ref, :check, :party, :enterprise, :ruleset,
                  :state, :counted, :requested, :ceiling, :within, :on, :at)
              """)
          .param("ref", ref.value())
          .param("check", check)
          .param("party", figures.party())
          .param("enterprise", figures.enterprise())
          .param("ruleset", figures.ruleset())
          .param("state", figures.memberState())
          .param("counted", figures.counted().value())
          .param("requested", figures.requested().value())
          .param("ceiling", figures.ceiling().value())
          .param("within", figures.withinCeiling())
          .param("on", figures.checkedOn())
          .param("at", at.atOffset(ZoneOffset.UTC))
          .update();
    }
  }

  List<HeadroomFigures> lastCheck(ApplicationRef ref) {
    return jdbc.sql(
            """
            select * from de_minimis_check
            where application = :ref
              and number = (select max(number) from de_minimis_check where application = :ref)
            order by enterprise
            """)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new HeadroomFigures(
                    row.getString("party"),
                    row.getString("enterprise"),
                    Cents.of(row.getLong("counted_cents")),
                    Cents.of(row.getLong("requested_cents")),
                    Cents.of(row.getLong("ceiling_cents")),
                    row.getBoolean("within_ceiling"),
                    row.getString("ruleset"),
                    row.getString("member_state"),
                    row.getObject("checked_on", LocalDate.class)))
        .list();
  }
}
