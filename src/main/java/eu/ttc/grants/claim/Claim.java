package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
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
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** One claim of an application; a refused one is followed by the next number. */
@Entity
@IdClass(ClaimId.class)
@Table(name = "claim")
class Claim {

  @Id private String application;
  @Id private int number;

  @Enumerated(EnumType.STRING)
  private ClaimState state;

  @Enumerated(EnumType.STRING)
  private @Nullable ClaimKind kind;

  private Instant dueAt;
  private @Nullable LocalDate countedFrom;
  private @Nullable Instant payBy;
  private long amountCents;
  private @Nullable String report;
  private @Nullable String results;
  private @Nullable Instant submittedAt;
  private @Nullable String submittedBy;
  private @Nullable Instant verifiedAt;
  private @Nullable String verifiedBy;
  private @Nullable String findings;
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Claim() {}

  Claim(ApplicationRef application, int number, Cents amount, Instant dueAt) {
    this.application = application.value();
    this.number = number;
    this.state = ClaimState.OPEN;
    this.amountCents = amount.value();
    this.dueAt = dueAt;
    this.kind = application.scheme() == Scheme.VOUCHER ? ClaimKind.LUMP_SUM : null;
  }

  /** A claim of the fund, due so long after the end of the plan. */
  Claim(ApplicationRef application, int number, Cents amount, Instant dueAt, LocalDate planEnd) {
    this(application, number, amount, dueAt);
    this.countedFrom = planEnd;
  }

  void submit(String username, String text, Instant now) {
    require(ClaimState.OPEN, "submitted");
    state = ClaimState.SUBMITTED;
    report = text;
    submittedBy = username;
    submittedAt = now;
  }

  /** Takes a claim of the fund; {@code results} go with the final one only. */
  void submit(
      String username, ClaimKind as, String text, @Nullable String resultsTold, Instant now) {
    submit(username, text, now);
    kind = as;
    results = resultsTold;
  }

  /** Keeps until when it is to be paid; the first date stays. */
  void payBy(Instant day) {
    if (payBy == null) {
      payBy = day;
    }
  }

  /**
   * Is due later when the plan ends later than the end from which it was counted, by as much. Tells
   * whether it moved.
   */
  boolean follow(LocalDate planEnd) {
    var days = countedFrom == null ? 0 : ChronoUnit.DAYS.between(countedFrom, planEnd);
    if (days <= 0 || !extendTo(dueAt.plus(Duration.ofDays(days)))) {
      return false;
    }
    countedFrom = planEnd;
    return true;
  }

  /** Accepts it for what it is worth, at most what was agreed. */
  void accept(Cents worth, String text, String username, Instant now) {
    verified(ClaimState.ACCEPTED, text, username, now);
    amountCents = worth.value();
  }

  void refuse(String text, String username, Instant now) {
    verified(ClaimState.REFUSED, text, username, now);
  }

  private void verified(ClaimState outcome, String text, String username, Instant now) {
    require(ClaimState.SUBMITTED, "verified");
    state = outcome;
    findings = text;
    verifiedBy = username;
    verifiedAt = now;
  }

  /** Lapses if it is open and due; tells the state afterwards. */
  ClaimState lapseIfDue(Instant now) {
    if (state == ClaimState.OPEN && !now.isBefore(dueAt)) {
      state = ClaimState.LAPSED;
    }
    return state;
  }

  /** Ends it with the grant, of which so much is still to be paid. */
  void close(Cents owed) {
    state = ClaimState.LAPSED;
    amountCents = owed.value();
  }

  /** Moves the due date of an open claim; never to an earlier one. Tells whether it moved. */
  boolean extendTo(Instant until) {
    if (state != ClaimState.OPEN || !until.isAfter(dueAt)) {
      return false;
    }
    dueAt = until;
    return true;
  }

  /** Moves a deadline that runs and lies after this moment. */
  void postpone(Instant after, Duration by) {
    if (state == ClaimState.OPEN && dueAt.isAfter(after)) {
      dueAt = dueAt.plus(by);
    }
  }

  boolean isOverdue(Instant now) {
    return now.isAfter(dueAt);
  }

  boolean wasVerifiedBy(String username) {
    return username.equals(verifiedBy);
  }

  int number() {
    return number;
  }

  ClaimState state() {
    return state;
  }

  Instant dueAt() {
    return dueAt;
  }

  Cents amount() {
    return Cents.of(amountCents);
  }

  @Nullable ClaimKind kind() {
    return kind;
  }

  @Nullable Instant submittedAt() {
    return submittedAt;
  }

  @Nullable String report() {
    return report;
  }

  @Nullable String results() {
    return results;
  }

  ClaimView view() {
    return new ClaimView(
        ApplicationRef.of(application),
        number,
        kind,
        state,
        amount(),
        dueAt,
        report,
        results,
        submittedAt,
        payBy,
        verifiedAt,
        verifiedBy,
        findings);
  }

  private void require(ClaimState needed, String participle) {
    if (state != needed) {
      throw new IllegalStateException(
          "Claim %d of %s is %s and cannot be %s."
              .formatted(number, application, state, participle));
    }
  }
}
