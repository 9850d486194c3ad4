package eu.ttc.grants.agreement;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who signs which agreement. Whoever writes holds the lock of the application. */
@Repository
class SignatureRows {

  private static final String SIGNATURES =
      """
      select s.*, g.accept_by, g.state agreement_state
      from agreement_signature s join agreement g on g.application = s.application
      """;

  private final JdbcClient jdbc;

  SignatureRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void ask(
      ApplicationRef ref,
      int partner,
      String name,
      String email,
      Language language,
      @Nullable String token) {
    jdbc.sql(
            """
            insert into agreement_signature (application, partner, name, email, language, token, state)
            values (:ref, :partner, :name, :email, :language, :token, 'OPEN')
            """)
        .param("ref", ref.value())
        .param("partner", partner)
        .param("name", name)
        .param("email", email)
        .param("language", language.code())
        .param("token", token)
        .update();
  }

  void answer(
      ApplicationRef ref,
      int partner,
      SignatureState state,
      String person,
      @Nullable String statement,
      @Nullable String reason,
      Instant now) {
    jdbc.sql(
            """
            update agreement_signature
            set state = :state, answered_by = :person, answered_at = :now, statement = :statement, reason = :reason
            where application = :ref and partner = :partner
            """)
        .param("ref", ref.value())
        .param("partner", partner)
        .param("state", state.name())
        .param("person", person)
        .param("now", at(now))
        .param("statement", statement)
        .param("reason", reason)
        .update();
  }

  /** In the order of the partners, the lead first. */
  List<SignatureView> of(ApplicationRef ref, Instant now) {
    return jdbc.sql(SIGNATURES + " where s.application = :ref order by s.partner")
        .param("ref", ref.value())
        .query((row, index) -> signature(row, now))
        .list();
  }

  Optional<SignatureView> byToken(String token, Instant now) {
    return jdbc.sql(SIGNATURES + " where s.token = :token")
        .param("token", token)
        .query((row, index) -> signature(row, now))
        .optional();
  }

  Optional<SigningInvitation> invitation(ApplicationRef ref, int partner) {
    return jdbc.sql(
            SIGNATURES
                + " where s.application = :ref and s.partner = :partner and token is not null")
        .param("ref", ref.value())
        .param("partner", partner)
        .query(
            (row, index) ->
                new SigningInvitation(
                    row.getString("name"),
                    row.getString("email"),
                    Language.parse(row.getString("language")).orElseThrow(),
                    row.getString("token"),
                    row.getTimestamp("accept_by").toInstant()))
        .optional();
  }

  int extensions(ApplicationRef ref) {
    return jdbc.sql("select count(*) from agreement_extension where application = :ref")
        .param("ref", ref.value())
        .query(Integer.class)
        .single();
  }

  void extend(
      ApplicationRef ref, int number, Instant acceptBy, String reason, String by, Instant now) {
    jdbc.sql(
            """
            insert into agreement_extension (application, number, accept_by, reason, granted_by, granted_at)
            values (:ref, :number, :acceptBy, :reason, :by, :now)
            """)
        .param("ref", ref.value())
        .param("number", number)
        .param("acceptBy", at(acceptBy))
        .param("reason", reason)
        .param("by", by)
        .param("now", at(now))
        .update();
  }

  private static SignatureView signature(ResultSet row, Instant now) throws SQLException {
    var state = SignatureState.valueOf(row.getString("state"));
    var acceptBy = row.getTimestamp("accept_by").toInstant();
    var answered = row.getTimestamp("answered_at");
    return new SignatureView(
        ApplicationRef.of(row.getString("application")),
        row.getInt("partner"),
        row.getString("name"),
        row.getString("email"),
        Language.parse(row.getString("language")).orElseThrow(),
        state,
        acceptBy,
        state == SignatureState.OPEN
            && row.getString("agreement_state").equals(AgreementState.OPEN.name())
            && !now.isAfter(acceptBy),
        row.getString("answered_by"),
        answered == null ? null : instant(answered),
        row.getString("statement"),
        row.getString("reason"));
  }

  private static Instant instant(Timestamp moment) {
    return moment.toInstant();
  }

  private static OffsetDateTime at(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
