package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.Dossier.PriorAid;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.DeMinimisRule.Aid;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class DeMinimisAccounts {

  private static final String PROGRAMME = "this programme";

  private final JdbcClient jdbc;

  DeMinimisAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Standing(Cents amount, boolean granted) {}

  /** Holds the account until the end of the transaction; opens it when there is none. */
  void lock(String undertaking) {
    jdbc.sql("insert into de_minimis_account values (:undertaking) on conflict do nothing")
        .param("undertaking", undertaking)
        .update();
    jdbc.sql("select 1 from de_minimis_account where undertaking = :undertaking for update")
        .param("undertaking", undertaking)
        .query(Integer.class)
        .single();
  }

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
                    row.getInt("window_years")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No de minimis rules hold on %s: add them to table de_minimis_ruleset, then retry."
                        .formatted(day)));
  }

  List<Aid> aid(String undertaking) {
    return jdbc.sql(
            "select amount_cents, granted_on from de_minimis_aid"
                + " where undertaking = :undertaking and state <> 'RELEASED'")
        .param("undertaking", undertaking)
        .query(
            (row, number) ->
                new Aid(
                    Cents.of(row.getLong("amount_cents")),
                    row.getObject("granted_on", LocalDate.class)))
        .list();
  }

  /** Adds declared aid that the account does not know yet. */
  void declare(
      String undertaking,
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
              insert into de_minimis_aid (undertaking, application, state, granted_by, occurrence,
                                          amount_cents, reserved_on, granted_on, registered_at)
              values (:undertaking, :ref, 'DECLARED', :by, :occurrence, :amount, :today, :on, :at)
              on conflict do nothing
              """)
          .param("undertaking", undertaking)
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
            "select amount_cents, state from de_minimis_aid"
                + " where application = :ref and state in ('RESERVED', 'GRANTED')")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Standing(
                    Cents.of(row.getLong("amount_cents")),
                    row.getString("state").equals("GRANTED")))
        .optional();
  }

  void reserve(String undertaking, ApplicationRef ref, Cents amount, LocalDate today, Instant at) {
    jdbc.sql(
            """
            insert into de_minimis_aid (undertaking, application, state, granted_by, occurrence,
                                        amount_cents, reserved_on, registered_at)
            values (:undertaking, :ref, 'RESERVED', :by, 1, :amount, :today, :at)
            """)
        .param("undertaking", undertaking)
        .param("ref", ref.value())
        .param("by", PROGRAMME)
        .param("amount", amount.value())
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

  void keep(ApplicationRef ref, HeadroomFigures figures, Instant at) {
    jdbc.sql(
            """
            insert into de_minimis_check (application, number, ruleset, counted_cents,
                requested_cents, ceiling_cents, within_ceiling, checked_on, checked_at)
            select :ref, count(*) + 1, :ruleset, :counted, :requested, :ceiling, :within, :on, :at
            from de_minimis_check where application = :ref
            """)
        .param("ref", ref.value())
        .param("ruleset", figures.ruleset())
        .param("counted", figures.counted().value())
        .param("requested", figures.requested().value())
        .param("ceiling", figures.ceiling().value())
        .param("within", figures.withinCeiling())
        .param("on", figures.checkedOn())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<HeadroomFigures> lastCheck(ApplicationRef ref) {
    return jdbc.sql(
            "select * from de_minimis_check where application = :ref order by number desc limit 1")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new HeadroomFigures(
                    Cents.of(row.getLong("counted_cents")),
                    Cents.of(row.getLong("requested_cents")),
                    Cents.of(row.getLong("ceiling_cents")),
                    row.getBoolean("within_ceiling"),
                    row.getString("ruleset"),
                    row.getObject("checked_on", LocalDate.class)))
        .optional();
  }
}
