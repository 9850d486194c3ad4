package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Documents of applications, kept in the database with their fingerprints. */
@Service
public class Documents {

  /** Largest document, in bytes. */
  public static final int LIMIT_BYTES = 10 * 1024 * 1024;

  private static final RowMapper<DocumentInfo> INFO =
      (row, number) ->
          new DocumentInfo(
              row.getObject("id", UUID.class),
              DocumentKind.valueOf(row.getString("kind")),
              row.getString("file_name"),
              row.getString("media_type"),
              row.getLong("size_bytes"),
              row.getString("sha256"),
              row.getTimestamp("uploaded_at").toInstant());

  private final LockedApplications applications;
  private final List<AwaitedDocuments> awaited;
  private final JdbcClient jdbc;
  private final Clock clock;

  Documents(
      LockedApplications applications,
      List<AwaitedDocuments> awaited,
      JdbcClient jdbc,
      Clock clock) {
    this.applications = applications;
    this.awaited = awaited;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Stores a document of an application. The same content of the same kind is kept once; sending it
   * again answers with the first. Drafts take every kind, and so do applications whose applicant is
   * asked for something; others only evidence for a claim, and what {@link AwaitedDocuments} says.
   *
   * @throws Unknown when there is no such application of this applicant
   * @throws NotNow when the application takes no such document now
   * @throws InvalidInput when the document is empty, too large or its name unusable
   */
  @Transactional
  public DocumentInfo add(
      ApplicationRef ref,
      String applicant,
      DocumentKind kind,
      String fileName,
      String mediaType,
      byte[] content) {
    var application = applications.get(ref, applicant);
    requireWelcome(application, kind);
    if (content.length == 0) {
      throw InvalidInput.of("file", "required", "the document is empty");
    }
    if (content.length > LIMIT_BYTES) {
      throw InvalidInput.of(
          "file",
          "tooLarge",
          "the document has %d bytes; at most %d (10 MB) are taken"
              .formatted(content.length, LIMIT_BYTES));
    }
    if (fileName.isBlank() || fileName.length() > 200) {
      throw InvalidInput.of("file", "fileName", "the file name must have 1 to 200 characters");
    }
    var sha256 = sha256(content);
    jdbc.sql(
            """
            insert into document (id, application, kind, file_name, media_type, size_bytes, sha256,
                                  content, uploaded_by, uploaded_at)
            values (:id, :application, :kind, :name, :type, :size, :sha256, :content, :by, :at)
            on conflict on constraint same_document_once do nothing
            """)
        .param("id", UUID.randomUUID())
        .param("application", ref.value())
        .param("kind", kind.name())
        .param("name", fileName)
        .param("type", mediaType)
        .param("size", content.length)
        .param("sha256", sha256)
        .param("content", content)
        .param("by", applicant)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return of(ref).stream()
        .filter(stored -> stored.kind() == kind && stored.sha256().equals(sha256))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Removes a document of a draft; does nothing when it is gone already.
   *
   * @throws Unknown when there is no such application of this applicant
   * @throws eu.ttc.grants.kernel.NotNow when the application was submitted
   */
  @Transactional
  public void remove(ApplicationRef ref, String applicant, UUID id) {
    applications.get(ref, applicant).requireDraft();
    jdbc.sql("delete from document where application = :application and id = :id")
        .param("application", ref.value())
        .param("id", id)
        .update();
  }

  /** All documents of an application, oldest first. */
  public List<DocumentInfo> of(ApplicationRef ref) {
    return jdbc.sql(
            "select id, kind, file_name, media_type, size_bytes, sha256, uploaded_at from document"
                + " where application = :application order by uploaded_at, id")
        .param("application", ref.value())
        .query(INFO)
        .list();
  }

  /** The content of one document of this application; empty when it has no such document. */
  public Optional<byte[]> content(ApplicationRef ref, UUID id) {
    return jdbc.sql("select content from document where application = :application and id = :id")
        .param("application", ref.value())
        .param("id", id)
        .query((row, number) -> row.getBytes(1))
        .optional();
  }

  private void requireWelcome(Application application, DocumentKind kind) {
    var status = application.status();
    var expected = awaited.stream().anyMatch(one -> one.awaits(application.reference(), kind));
    var welcome =
        switch (kind) {
          case EVIDENCE -> !status.ended();
          case APPEAL, CONDITION, CO_FUNDING, BANK_ACCOUNT, CHANGE -> false;
          case PROJECT_PLAN, ANNUAL_ACCOUNTS, OTHER ->
              status == ApplicationStatus.DRAFT || status == ApplicationStatus.INFO_REQUESTED;
        };
    if (!expected && !welcome) {
      throw new NotNow(
          "%s is %s and takes no document of kind %s now."
              .formatted(application.reference(), status, kind));
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
