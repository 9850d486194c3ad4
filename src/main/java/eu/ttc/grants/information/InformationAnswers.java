package eu.ttc.grants.information;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Answers with their documents, and drafts of them. */
@Repository
class InformationAnswers {

  private static final TypeReference<Map<String, String>> TYPED = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  InformationAnswers(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Keeps an answer; its draft is not needed any more. */
  void add(ApplicationRef ref, int number, InformationAnswer answer) {
    jdbc.sql(
            """
            insert into information_answer (application, number, answer, dossier_version,
                                            answered_by, answered_at)
            values (:ref, :number, :answer, :version, :by, :at)
            """)
        .param("ref", ref.value())
        .param("number", number)
        .param("answer", answer.answer())
        .param("version", answer.dossierVersion())
        .param("by", answer.answeredBy())
        .param("at", answer.answeredAt().atOffset(ZoneOffset.UTC))
        .update();
    for (UUID document : answer.documents()) {
      jdbc.sql(
              "insert into information_document (application, number, document)"
                  + " values (:ref, :number, :document)")
          .param("ref", ref.value())
          .param("number", number)
          .param("document", document)
          .update();
    }
    jdbc.sql("delete from information_draft where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .update();
  }

  Optional<InformationAnswer> of(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select * from information_answer where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(
            (row, index) ->
                new InformationAnswer(
                    row.getString("answer"),
                    row.getInt("dossier_version"),
                    row.getString("answered_by"),
                    row.getTimestamp("answered_at").toInstant(),
                    documents(ref, number)))
        .optional();
  }

  void saveDraft(ApplicationRef ref, int number, Map<String, String> typed, Instant now) {
    jdbc.sql(
            """
            insert into information_draft (application, number, typed, saved_at)
            values (:ref, :number, :typed, :at)
            on conflict on constraint one_draft_per_request
            do update set typed = excluded.typed, saved_at = excluded.saved_at
            """)
        .param("ref", ref.value())
        .param("number", number)
        .param("typed", json.writeValueAsString(typed))
        .param("at", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Map<String, String> draft(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select typed from information_draft where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(String.class)
        .optional()
        .map(typed -> json.readValue(typed, TYPED))
        .orElse(Map.of());
  }

  private List<UUID> documents(ApplicationRef ref, int number) {
    return jdbc.sql(
            """
            select d.id from information_document i join document d on d.id = i.document
            where i.application = :ref and i.number = :number order by d.uploaded_at, d.id
            """)
        .param("ref", ref.value())
        .param("number", number)
        .query(UUID.class)
        .list();
  }
}
