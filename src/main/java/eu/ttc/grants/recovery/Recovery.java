package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A suspicion and what followed. Its dates decide, not the moment a timer fires. */
@Entity
@IdClass(RecoveryId.class)
@Table(name = "recovery")
class Recovery {

  @Id private String application;
  @Id private int number;

  @Enumerated(EnumType.STRING)
  private SuspicionKind kind;

  @Enumerated(EnumType.STRING)
  private RecoveryState state;

  private long suspectedCents;
  private String reason;
  private String openedBy;
  private Instant openedAt;
  private @Nullable Instant hearBy;
  private @Nullable String answer;
  private @Nullable String answeredBy;
  private @Nullable Instant answeredAt;
  private @Nullable Long correctionCents;

  @Enumerated(EnumType.STRING)
  private @Nullable Settlement settlement;

  private @Nullable String finding;
  private @Nullable String foundBy;
  private @Nullable Instant foundAt;
  private @Nullable Long fundShareCents;
  private boolean reportable;
  private @Nullable LocalDate reportedOn;
  private @Nullable String reportReference;
  private @Nullable String reportedBy;
  private @Nullable Instant endedAt;
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Recovery() {}

  Recovery(OpenSuspicion command, int number, Instant now) {
    this.application = command.application().value();
    this.number = number;
    this.kind = command.kind();
    this.state = RecoveryState.HEARING;
    this.suspectedCents = command.amount().value();
    this.reason = command.reason();
    this.openedBy = command.manager();
    this.openedAt = now;
  }

  /** What was paid and not earned: found at once, without suspicion and hearing. */
  Recovery(
      ApplicationRef application,
      int number,
      Cents overpaid,
      String ground,
      Settlement how,
      Correction weight,
      String reasons,
      String decider,
      Instant now) {
    this.application = application.value();
    this.number = number;
    this.kind = SuspicionKind.OVERPAID;
    this.suspectedCents = overpaid.value();
    this.reason = ground;
    this.openedBy = Applications.SYSTEM;
    this.openedAt = now;
    correct(
        overpaid,
        how,
        new Correction(weight.fundShare(), false, weight.waivable()),
        reasons,
        decider,
        now);
  }

  /** Sets until when the applicant may answer, once. */
  void hearBy(Instant deadline) {
    if (hearBy == null) {
      hearBy = deadline;
    }
  }

  /** Moves the end of a hearing that lies beyond this moment. */
  void postpone(Instant after, Duration by) {
    if (state == RecoveryState.HEARING && hearBy != null && hearBy.isAfter(after)) {
      hearBy = hearBy.plus(by);
    }
  }

  /** Whether the applicant may answer now. */
  boolean hears(Instant now) {
    return state == RecoveryState.HEARING && (hearBy == null || !now.isAfter(hearBy));
  }

  void answer(String text, String applicant, Instant now) {
    answer = text;
    answeredBy = applicant;
    answeredAt = now;
    state = RecoveryState.FINDING;
  }

  /** Ends the hearing if its time is over; tells whether it goes on. */
  boolean closeIfDue(Instant now) {
    if (state == RecoveryState.HEARING && hearBy != null && !now.isBefore(hearBy)) {
      state = RecoveryState.FINDING;
    }
    return state == RecoveryState.HEARING;
  }

  void lift(String reasons, String finder, Instant now) {
    found(reasons, finder, now);
    end(RecoveryState.UNFOUNDED, now);
  }

  void correct(
      Cents correction,
      Settlement how,
      Correction weight,
      String reasons,
      String finder,
      Instant now) {
    found(reasons, finder, now);
    correctionCents = correction.value();
    settlement = how;
    fundShareCents = weight.fundShare().value();
    reportable = weight.reportable();
    state = how == Settlement.OFFSET ? RecoveryState.OFFSET : RecoveryState.ORDERED;
  }

  /** There will be no further payment: what is open is to be paid back instead. */
  void order() {
    state = RecoveryState.ORDERED;
  }

  void report(LocalDate day, String reference, String person) {
    reportedOn = day;
    reportReference = reference;
    reportedBy = person;
  }

  void end(RecoveryState last, Instant now) {
    state = last;
    endedAt = now;
  }

  private void found(String reasons, String finder, Instant now) {
    finding = reasons;
    foundBy = finder;
    foundAt = now;
  }

  ApplicationRef application() {
    return ApplicationRef.of(application);
  }

  int number() {
    return number;
  }

  SuspicionKind kind() {
    return kind;
  }

  RecoveryState state() {
    return state;
  }

  @Nullable Instant hearBy() {
    return hearBy;
  }

  @Nullable Settlement settlement() {
    return settlement;
  }

  String openedBy() {
    return openedBy;
  }

  @Nullable String foundBy() {
    return foundBy;
  }

  /** Whether it is to be reported and was not. */
  boolean awaitsReport() {
    return reportable && reportedOn == null;
  }

  RecoveryView view(@Nullable RepaymentView repayment) {
    return new RecoveryView(
        application(),
        number,
        kind,
        state,
        Cents.of(suspectedCents),
        reason,
        openedBy,
        openedAt,
        hearBy,
        answer,
        answeredAt,
        correctionCents == null ? null : Cents.of(correctionCents),
        settlement,
        finding,
        foundBy,
        foundAt,
        fundShareCents == null ? null : Cents.of(fundShareCents),
        reportable,
        reportedOn,
        reportReference,
        reportedBy,
        endedAt,
        repayment);
  }
}
