package eu.ttc.grants.consortium;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of the consortium. Whoever writes holds the lock of the application. */
@Repository
class ConsortiumRows {

  private static final String PARTICIPATIONS =
      """
      select p.*, r.due_at, r.state request_state
      from participation p
      join consortium_request r on r.application = p.application and r.number = p.request
      """;

  private final JdbcClient jdbc;

  ConsortiumRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<ConsortiumView> last(ApplicationRef ref, Instant now) {
    return jdbc.sql(
            "select * from consortium_request where application = :ref order by number desc limit"
                + " 1")
        .param("ref", ref.value())
        .query((row, index) -> request(ref, row, now))
        .optional();
  }

  Optional<ConsortiumView> find(ApplicationRef ref, int number, Instant now) {
    return jdbc.sql(
            "select * from consortium_request where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query((row, index) -> request(ref, row, now))
        .optional();
  }

  int add(ApplicationRef ref, String sha256, Instant now, Instant dueAt) {
    return jdbc.sql(
            """
            insert into consortium_request (application, number, state, dossier_sha256, asked_at, due_at)
            select :ref, count(*) + 1, 'OPEN', :sha256, :now, :due
            from consortium_request where application = :ref
            returning number
            """)
        .param("ref", ref.value())
        .param("sha256", sha256)
        .param("now", at(now))
        .param("due", at(dueAt))
        .query(Integer.class)
        .single();
  }

  void ask(
      ApplicationRef ref,
      int request,
      int partner,
      String name,
      String email,
      Language language,
      String token) {
    jdbc.sql(
            """
            insert into participation (application, request, partner, name, email, language, token, state)
            values (:ref, :request, :partner, :name, :email, :language, :token, 'OPEN')
            """)
        .param("ref", ref.value())
        .param("request", request)
        .param("partner", partner)
        .param("name", name)
        .param("email", email)
        .param("language", language.code())
        .param("token", token)
        .update();
  }

  void settle(ApplicationRef ref, int number, ConsortiumState state, Instant now) {
    jdbc.sql(
            """
            update consortium_request set state = :state, settled_at = :now
            where application = :ref and number = :number and state = 'OPEN'
            """)
        .param("state", state.name())
        .param("now", at(now))
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  void answer(
      ParticipationView asked,
      ParticipationState answer,
      String who,
      @Nullable String reason,
      Instant now) {
    jdbc.sql(
            """
            update participation
            set state = :state, answered_by = :who, answered_at = :now, reason = :reason
            where application = :ref and request = :request and partner = :partner and state = 'OPEN'
            """)
        .param("state", answer.name())
        .param("who", who)
        .param("now", at(now))
        .param("reason", reason)
        .param("ref", asked.application().value())
        .param("request", asked.request())
        .param("partner", asked.partner())
        .update();
  }

  Optional<ParticipationView> byToken(String token, Instant now) {
    return jdbc.sql(PARTICIPATIONS + "where p.token = :token")
        .param("token", token)
        .query(participation(now))
        .optional();
  }

  /** What the newest mail to this partner needs. */
  Optional<Invitation> invitation(ApplicationRef ref, int partner) {
    return jdbc.sql(
            PARTICIPATIONS
                + "where p.application = :ref and p.partner = :partner order by p.request desc"
                + " limit 1")
        .param("ref", ref.value())
        .param("partner", partner)
        .query(
            (row, index) ->
                new Invitation(
                    row.getString("name"),
                    row.getString("email"),
                    Language.of(row.getString("language")),
                    row.getString("token"),
                    row.getTimestamp("due_at").toInstant()))
        .optional();
  }

  /** Moves the date of an open request that is after this moment. */
  void postpone(ApplicationRef ref, Instant after, Duration by) {
    jdbc.sql(
            """
            update consortium_request set due_at = due_at + make_interval(secs => :seconds)
            where application = :ref and state = 'OPEN' and due_at > :after
            """)
        .param("seconds", by.toMillis() / 1_000.0)
        .param("ref", ref.value())
        .param("after", at(after))
        .update();
  }

  private ConsortiumView request(ApplicationRef ref, ResultSet row, Instant now)
      throws SQLException {
    var number = row.getInt("number");
    return new ConsortiumView(
        number,
        ConsortiumState.valueOf(row.getString("state")),
        row.getString("dossier_sha256"),
        row.getTimestamp("asked_at").toInstant(),
        row.getTimestamp("due_at").toInstant(),
        partners(ref, number, now));
  }

  private List<ParticipationView> partners(ApplicationRef ref, int number, Instant now) {
    return jdbc.sql(
            PARTICIPATIONS
                + "where p.application = :ref and p.request = :number order by p.partner")
        .param("ref", ref.value())
        .param("number", number)
        .query(participation(now))
        .list();
  }

  private static RowMapper<ParticipationView> participation(Instant now) {
    return (row, index) -> {
      var state = ParticipationState.valueOf(row.getString("state"));
      var dueAt = row.getTimestamp("due_at").toInstant();
      return new ParticipationView(
          ApplicationRef.of(row.getString("application")),
          row.getInt("request"),
          row.getInt("partner"),
          row.getString("name"),
          row.getString("email"),
          Language.of(row.getString("language")),
          state,
          dueAt,
          state == ParticipationState.OPEN
              && ConsortiumState.valueOf(row.getString("request_state")) == ConsortiumState.OPEN
              && now.isBefore(dueAt),
          row.getString("answered_by"),
          instant(row.getTimestamp("answered_at")),
          row.getString("reason"));
    };
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
