package eu.ttc.grants.portal.pages;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps what people typed into forms until the programme takes it, so that nothing typed is ever
 * lost. When the status of the application changes, the database drops all of it.
 */
@Component
class TypedForms {

  private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  TypedForms(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** The fields of a form as they were typed. */
  record Typed(Map<String, String> fields, Instant at) {}

  /** What was typed last and not taken yet. */
  Optional<Typed> find(ApplicationRef ref, String form) {
    return jdbc.sql(
            "select typed, typed_at from typed_form where application = :ref and form = :form")
        .param("ref", ref.value())
        .param("form", form)
        .query(
            (row, number) ->
                new Typed(
                    json.readValue(row.getString("typed"), FIELDS),
                    row.getTimestamp("typed_at").toInstant()))
        .optional();
  }

  /** Keeps this instead of what was typed before. */
  void keep(ApplicationRef ref, String form, Map<String, String> fields) {
    jdbc.sql(
            """
            insert into typed_form (application, form, typed, typed_at)
            values (:ref, :form, :typed, :now)
            on conflict (application, form) do update set typed = :typed, typed_at = :now
            """)
        .param("ref", ref.value())
        .param("form", form)
        .param("typed", json.writeValueAsString(fields))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The programme has taken what was typed. */
  void drop(ApplicationRef ref, String form) {
    jdbc.sql("delete from typed_form where application = :ref and form = :form")
        .param("ref", ref.value())
        .param("form", form)
        .update();
  }
}
