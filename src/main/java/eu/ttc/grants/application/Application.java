package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * One application with its dossier: changed while a draft, frozen at submission, afterwards only
 * supplemented when the applicant is asked for something.
 *
 * <p>Only what changed is written: an update that names {@code process_instance}, though it stays
 * the same, locks the row against the foreign keys of whoever reserves money for the application.
 */
@Entity
@DynamicUpdate
@Table(name = "application")
class Application {

  @Id private String reference;

  @Enumerated(EnumType.STRING)
  private Scheme scheme;

  @Enumerated(EnumType.STRING)
  private ApplicationStatus status;

  private String applicant;
  private String enterpriseName;
  private @Nullable String undertaking;
  private @Nullable String region;
  private @Nullable String sector;
  private String projectTitle;
  private @Nullable Long requestedCents;
  private String dossier;

  @Column(name = "dossier_sha256")
  private @Nullable String dossierSha256;

  private @Nullable Instant dossierFrozenAt;
  private @Nullable Long processInstance;
  private Instant createdAt;
  private Instant changedAt;
  @Version private long version;
  @Transient private boolean handledDespiteHold;

  @SuppressWarnings("NullAway.Init")
  protected Application() {}

  Application(
      ApplicationRef reference, String applicant, Dossier content, String json, Instant now) {
    this.reference = reference.value();
    this.scheme = reference.scheme();
    this.status = ApplicationStatus.DRAFT;
    this.applicant = applicant;
    this.createdAt = now;
    this.changedAt = now;
    this.enterpriseName = content.enterprise().name();
    this.projectTitle = content.project().title();
    this.dossier = json;
    take(content, json);
  }

  /** Replaces the dossier of a draft. */
  void change(Dossier content, String json, Instant now) {
    requireDraft();
    take(content, json);
    changedAt = now;
  }

  private void take(Dossier content, String json) {
    var enterprise = content.enterprise();
    enterpriseName = enterprise.name();
    undertaking = enterprise.registerKey().orElse(null);
    region = enterprise.region() == null ? null : enterprise.region().name();
    sector = enterprise.sector() == null ? null : enterprise.sector().name();
    projectTitle = content.project().title();
    requestedCents = content.requestedAmountCents();
    dossier = json;
  }

  /** Fails unless the applicant may still change dossier and documents. */
  void requireDraft() {
    if (status != ApplicationStatus.DRAFT) {
      throw new NotNow(
          "%s was submitted and cannot be changed any more; it is %s."
              .formatted(reference, status));
    }
  }

  /** Replaces the frozen dossier by one whose version was kept before. */
  void supplement(Dossier content, String json, String sha256, Instant now) {
    if (status != ApplicationStatus.INFO_REQUESTED) {
      throw new NotNow(
          "The dossier of %s can be changed only when the applicant is asked for it; it is %s."
              .formatted(reference, status));
    }
    take(content, json);
    dossierSha256 = sha256;
    changedAt = now;
  }

  /** Freezes the dossier. */
  void submit(String sha256, Instant now) {
    requireDraft();
    dossierSha256 = sha256;
    dossierFrozenAt = now;
    become(ApplicationStatus.SUBMITTED, now);
  }

  /** Moves on; a step that the lifecycle does not know is refused whatever the model says. */
  void become(ApplicationStatus next, Instant now) {
    if (!status.mayBecome(next)) {
      throw new NotNow(
          "%s is %s and cannot become %s. If a process instance waits at this step, compare the model with the order of statuses."
              .formatted(reference, status, next));
    }
    status = next;
    changedAt = now;
  }

  /** Makes {@code instance} the lifecycle of this application unless it already has another. */
  CaseOpening openedBy(long instance) {
    if (processInstance == null) {
      processInstance = instance;
    }
    return processInstance == instance ? CaseOpening.FIRST : CaseOpening.DUPLICATE;
  }

  /** The running transaction, to which this object belongs, goes on while the case is on hold. */
  void handleDespiteHold() {
    handledDespiteHold = true;
  }

  boolean isHandledDespiteHold() {
    return handledDespiteHold;
  }

  boolean isOf(String username) {
    return applicant.equals(username);
  }

  ApplicationStatus status() {
    return status;
  }

  String dossier() {
    return dossier;
  }

  @Nullable String dossierSha256() {
    return dossierSha256;
  }

  @Nullable Instant submittedAt() {
    return dossierFrozenAt;
  }

  ApplicationRef reference() {
    return ApplicationRef.of(reference);
  }

  ApplicationView view(Dossier content) {
    return new ApplicationView(
        reference(),
        scheme,
        status,
        applicant,
        Optional.ofNullable(undertaking),
        content,
        createdAt,
        dossierFrozenAt);
  }

  ApplicationSummary summary() {
    return new ApplicationSummary(reference(), status, enterpriseName, projectTitle, changedAt);
  }
}
