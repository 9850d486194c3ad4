package eu.ttc.grants.amendment;

import eu.ttc.grants.consortium.PartnerAnswers.Contact;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who consents to which change. Whoever writes holds the lock of the application. */
@Repository
class ConsentRows {

  private static final String CONSENTS =
      """
      select c.*, r.consents_due_at, r.state change_state
      from change_consent c
      join change_request r on r.application = c.application and r.number = c.number
      """;

  private final JdbcClient jdbc;

  ConsentRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Until when the partners concerned can answer; empty before they are asked. */
  Optional<Instant> dueAt(ApplicationRef ref, int change) {
    return jdbc.sql(
            "select consents_due_at from change_request where application = :ref and number ="
                + " :change and consents_due_at is not null")
        .param("ref", ref.value())
        .param("change", change)
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  void begin(ApplicationRef ref, int change, Instant dueAt) {
    jdbc.sql(
            "update change_request set consents_due_at = :due"
                + " where application = :ref and number = :change")
        .param("due", dueAt.atOffset(ZoneOffset.UTC))
        .param("ref", ref.value())
        .param("change", change)
        .update();
  }

  void ask(ApplicationRef ref, int change, int partner, Contact contact) {
    jdbc.sql(
            """
            insert into change_consent (application, number, partner, name, email, language, token, state)
            values (:ref, :change, :partner, :name, :email, :language, :token, 'OPEN')
            """)
        .param("ref", ref.value())
        .param("change", change)
        .param("partner", partner)
        .param("name", contact.name())
        .param("email", contact.email())
        .param("language", contact.language().code())
        .param("token", contact.token())
        .update();
  }

  void answer(
      ConsentView asked, ConsentState state, String person, @Nullable String reason, Instant now) {
    jdbc.sql(
            """
            update change_consent
            set state = :state, answered_by = :person, answered_at = :now, reason = :reason
            where application = :ref and number = :change and partner = :partner
            """)
        .param("state", state.name())
        .param("person", person)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("reason", reason)
        .param("ref", asked.application().value())
        .param("change", asked.change())
        .param("partner", asked.partner())
        .update();
  }

  /** Moves the time of open requests that is after this moment. */
  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            "update change_request set consents_due_at = consents_due_at + make_interval(secs =>"
                + " :by) where application = :ref and state = 'OPEN' and consents_due_at > :after")
        .param("by", by.toMillis() / 1000.0)
        .param("ref", ref.value())
        .param("after", after.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** In the order of the partners. */
  List<ConsentView> of(ApplicationRef ref, int change, Instant now) {
    return jdbc.sql(
            CONSENTS + " where c.application = :ref and c.number = :change order by c.partner")
        .param("ref", ref.value())
        .param("change", change)
        .query((row, index) -> consent(row, now))
        .list();
  }

  Optional<ConsentView> byToken(String token, Instant now) {
    return jdbc.sql(CONSENTS + " where c.token = :token")
        .param("token", token)
        .query((row, index) -> consent(row, now))
        .optional();
  }

  /** About the newest change for which the partner was asked. */
  Optional<ConsentInvitation> invitation(ApplicationRef ref, int partner) {
    return jdbc.sql(
            CONSENTS
                + " where c.application = :ref and c.partner = :partner order by c.number desc"
                + " limit 1")
        .param("ref", ref.value())
        .param("partner", partner)
        .query(
            (row, index) ->
                new ConsentInvitation(
                    row.getString("name"),
                    row.getString("email"),
                    Language.parse(row.getString("language")).orElseThrow(),
                    row.getString("token"),
                    row.getTimestamp("consents_due_at").toInstant()))
        .optional();
  }

  private static ConsentView consent(ResultSet row, Instant now) throws SQLException {
    var state = ConsentState.valueOf(row.getString("state"));
    var dueAt = row.getTimestamp("consents_due_at").toInstant();
    var answered = row.getTimestamp("answered_at");
    return new ConsentView(
        ApplicationRef.of(row.getString("application")),
        row.getInt("number"),
        row.getInt("partner"),
        row.getString("name"),
        row.getString("email"),
        Language.parse(row.getString("language")).orElseThrow(),
        state,
        dueAt,
        state == ConsentState.OPEN
            && row.getString("change_state").equals(ChangeState.OPEN.name())
            && now.isBefore(dueAt),
        row.getString("answered_by"),
        answered == null ? null : answered.toInstant(),
        row.getString("reason"));
  }
}
