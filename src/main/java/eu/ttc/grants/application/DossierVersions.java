package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Every frozen dossier, word for word. Whoever writes holds the lock of the application. */
@Repository
class DossierVersions {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  DossierVersions(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Keeps the next version; a frozen dossier is changed only after this. */
  void add(ApplicationRef ref, String dossier, String sha256, String by, Instant now) {
    jdbc.sql(
            """
            insert into dossier_version (application, number, dossier, sha256, frozen_at, frozen_by)
            select :ref, coalesce(max(number), 0) + 1, :dossier, :sha256, :at, :by
            from dossier_version where application = :ref
            """)
        .param("ref", ref.value())
        .param("dossier", dossier)
        .param("sha256", sha256)
        .param("at", now.atOffset(ZoneOffset.UTC))
        .param("by", by)
        .update();
  }

  /** Oldest first; empty for a draft. */
  List<DossierVersion> of(ApplicationRef ref) {
    return jdbc.sql("select * from dossier_version where application = :ref order by number")
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new DossierVersion(
                    row.getInt("number"),
                    json.readValue(row.getString("dossier"), Dossier.class),
                    row.getString("sha256"),
                    row.getTimestamp("frozen_at").toInstant(),
                    row.getString("frozen_by")))
        .list();
  }
}
