package eu.ttc.grants.amendment;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ChangeRows {

  private final JdbcClient jdbc;

  ChangeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  ChangeRules rulesOn(LocalDate day) {
    return jdbc.sql(
            "select * from change_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(
            (row, number) ->
                new ChangeRules(
                    row.getInt("extensions_at_most"),
                    row.getInt("extension_months_at_most"),
                    row.getInt("member_states_at_least"),
                    row.getInt("enterprises_at_least")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules for changes hold on %s: add them to table change_ruleset, then retry."
                        .formatted(day)));
  }

  /** Whether the status lets changes be asked for. */
  boolean possible(ApplicationRef ref) {
    return jdbc.sql(
            "select exists (select from application a join grant_plan p on p.application ="
                + " a.reference where a.reference = :ref and a.status in ('CONTRACTED',"
                + " 'RUNNING'))")
        .param("ref", ref.value())
        .query(Boolean.class)
        .single();
  }

  /** Adds an open request; returns its number. */
  int add(RequestChange asked, int plan, @Nullable Integer aidProject, Instant now) {
    var ref = asked.application().value();
    int number =
        jdbc.sql(
                """
                insert into change_request (application, number, kind, state, reasons, ends_on, scope,
                                            partner, plan, aid_project, requested_by, requested_at)
                select :ref, count(*) + 1, :kind, 'OPEN', :reasons, :ends, :scope, :partner, :plan,
                       :project, :by, :now
                from change_request where application = :ref
                returning number
                """)
            .param("ref", ref)
            .param("kind", asked.kind().name())
            .param("reasons", asked.reasons().strip())
            .param("ends", asked.endsOn())
            .param("scope", asked.scope() == null ? null : asked.scope().strip())
            .param("partner", asked.partner())
            .param("plan", plan)
            .param("project", aidProject)
            .param("by", asked.applicant())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    for (var cost : asked.costs()) {
      jdbc.sql("insert into change_cost values (:ref, :number, :partner, :category, :costs)")
          .param("ref", ref)
          .param("number", number)
          .param("partner", cost.partner())
          .param("category", cost.category().name())
          .param("costs", cost.costs().value())
          .update();
    }
    for (var document : asked.documents()) {
      jdbc.sql("insert into change_document values (:ref, :number, :document)")
          .param("ref", ref)
          .param("number", number)
          .param("document", document)
          .update();
    }
    return number;
  }

  void computed(ApplicationRef ref, int number, int sheet) {
    jdbc.sql(
            "update change_request set aid_sheet = :sheet"
                + " where application = :ref and number = :number and state = 'OPEN'")
        .param("sheet", sheet)
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  void assess(ApplicationRef ref, int number, String assessment, String officer, Instant now) {
    jdbc.sql(
            "update change_request set assessment = :text, assessed_by = :by, assessed_at = :now"
                + " where application = :ref and number = :number and state = 'OPEN'")
        .param("text", assessment)
        .param("by", officer)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  void settle(
      ApplicationRef ref,
      int number,
      ChangeState state,
      @Nullable String reasons,
      @Nullable Integer newPlan,
      String by,
      Instant now) {
    jdbc.sql(
            """
            update change_request
            set state = :state, decision_reasons = :reasons, new_plan = :plan, decided_by = :by,
                decided_at = :now
            where application = :ref and number = :number and state = 'OPEN'
            """)
        .param("state", state.name())
        .param("reasons", reasons)
        .param("plan", newPlan)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  Optional<ChangeView> find(ApplicationRef ref, int number) {
    return jdbc.sql("select * from change_request where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query((row, index) -> view(row))
        .optional();
  }

  List<ChangeView> of(ApplicationRef ref) {
    return jdbc.sql("select * from change_request where application = :ref order by number")
        .param("ref", ref.value())
        .query((row, index) -> view(row))
        .list();
  }

  /** Open requests oldest first, or those that were settled, newest first. */
  List<ChangeView> list(boolean open, int limit) {
    var which =
        open
            ? "where state = 'OPEN' order by requested_at, application, number"
            : "where state <> 'OPEN' order by decided_at desc, application, number";
    return jdbc.sql("select * from change_request %s limit :limit".formatted(which))
        .param("limit", limit)
        .query((row, index) -> view(row))
        .list();
  }

  private ChangeView view(ResultSet row) throws SQLException {
    var ref = ApplicationRef.of(row.getString("application"));
    var number = row.getInt("number");
    return new ChangeView(
        ref,
        number,
        ChangeKind.valueOf(row.getString("kind")),
        ChangeState.valueOf(row.getString("state")),
        row.getString("reasons"),
        row.getObject("ends_on", LocalDate.class),
        row.getString("scope"),
        row.getObject("partner", Integer.class),
        costs(ref, number),
        documents(ref, number),
        row.getInt("plan"),
        row.getObject("aid_project", Integer.class),
        row.getObject("aid_sheet", Integer.class),
        row.getString("requested_by"),
        row.getTimestamp("requested_at").toInstant(),
        row.getString("assessment"),
        row.getString("assessed_by"),
        row.getString("decision_reasons"),
        row.getObject("new_plan", Integer.class),
        row.getString("decided_by"),
        Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant).orElse(null));
  }

  private List<PlannedCosts> costs(ApplicationRef ref, int number) {
    return jdbc
        .sql("select * from change_cost where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(
            (row, index) ->
                new PlannedCosts(
                    row.getInt("partner"),
                    AidCategory.valueOf(row.getString("category")),
                    Cents.of(row.getLong("costs_cents"))))
        .list()
        .stream()
        .sorted(
            Comparator.comparingInt(PlannedCosts::partner).thenComparing(PlannedCosts::category))
        .toList();
  }

  private List<UUID> documents(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select document from change_document where application = :ref and number = :number"
                + " order by document")
        .param("ref", ref.value())
        .param("number", number)
        .query(UUID.class)
        .list();
  }
}
