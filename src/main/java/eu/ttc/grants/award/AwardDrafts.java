package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drafts of decisions, each kept as it was; to be used while the application is locked. */
@Component
class AwardDrafts {

  private final JdbcClient jdbc;

  AwardDrafts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Keeps a draft of the decision that comes next; returns its number. */
  int add(RecordDecision command, Instant now) {
    var rejection = command.decision() == Decision.REJECT ? command.rejectionCode() : null;
    return jdbc.sql(
            """
            insert into award_draft (application, number, decision_number, decision, reasons,
                                     rejection_code, conditions, author, drafted_at)
            select :ref, (select count(*) + 1 from award_draft where application = :ref),
                   (select count(*) + 1 from award_decision where application = :ref),
                   :decision, :reasons, :code, :conditions, :author, :now
            returning number
            """)
        .param("ref", command.application().value())
        .param("decision", command.decision().name())
        .param("reasons", command.reasons())
        .param("code", rejection == null ? null : rejection.name())
        .param("conditions", command.conditions().toArray(String[]::new))
        .param("author", command.decider())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Integer.class)
        .single();
  }

  /** The draft that counts: the newest of the decision that comes next. */
  Optional<AwardDraft> newest(ApplicationRef ref) {
    return jdbc.sql(
            """
            select * from award_draft
            where application = :ref
              and decision_number = (select count(*) + 1 from award_decision where application = :ref)
            order by number desc limit 1
            """)
        .param("ref", ref.value())
        .query(AwardDrafts::draft)
        .optional();
  }

  /** All drafts of an application, oldest first. */
  List<AwardDraft> all(ApplicationRef ref) {
    return jdbc.sql("select * from award_draft where application = :ref order by number")
        .param("ref", ref.value())
        .query(AwardDrafts::draft)
        .list();
  }

  private static AwardDraft draft(ResultSet row, int index) throws SQLException {
    return new AwardDraft(
        row.getInt("number"),
        row.getInt("decision_number"),
        Decision.valueOf(row.getString("decision")),
        row.getString("reasons"),
        Optional.ofNullable(row.getString("rejection_code")).map(ReasonCode::valueOf),
        List.of((String[]) row.getArray("conditions").getArray()),
        row.getString("author"),
        row.getTimestamp("drafted_at").toInstant());
  }
}
