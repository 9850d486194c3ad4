package eu.ttc.grants.information;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.kernel.ApplicationRef;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One round of asking an applicant. Its deadline decides, not the moment a timer fires. */
@Entity
@IdClass(InformationRequestId.class)
@Table(name = "information_request")
class InformationRequest {

  private static final Duration NEVER_COMES = Duration.ofDays(1);

  @Id private String application;
  @Id private int number;

  @Enumerated(EnumType.STRING)
  private InformationTopic topic;

  private int round;
  private String ruleset;
  private int roundsAtMost;

  @Enumerated(EnumType.STRING)
  private InformationState state;

  private @Nullable String question;
  private String missing;
  private String askedBy;
  private Instant writtenAt;

  @Enumerated(EnumType.STRING)
  private @Nullable ApplicationStatus cameFrom;

  private @Nullable Instant stoppedAt;
  private @Nullable Instant remindAt;
  private @Nullable Instant dueAt;
  private @Nullable Instant remindedAt;
  private @Nullable Instant resumedAt;
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected InformationRequest() {}

  InformationRequest(
      ApplicationRef application,
      int number,
      InformationTopic topic,
      int round,
      InformationRules.Rounds rounds,
      @Nullable String question,
      String missing,
      String askedBy,
      Instant now) {
    this.application = application.value();
    this.number = number;
    this.topic = topic;
    this.round = round;
    this.ruleset = rounds.ruleset();
    this.roundsAtMost = rounds.atMost();
    this.state = InformationState.PREPARED;
    this.question = question;
    this.missing = missing;
    this.askedBy = askedBy;
    this.writtenAt = now;
  }

  /** The applicant is asked; the decision clock stops. */
  void open(ApplicationStatus from, Instant remind, Instant due, Instant now) {
    state = InformationState.OPEN;
    cameFrom = from;
    stoppedAt = now;
    remindAt = remind;
    dueAt = due;
  }

  /** Whether it is open and an answer at this moment is in time. */
  boolean takesAnswer(Instant now) {
    return state == InformationState.OPEN && !now.isAfter(dueAt());
  }

  void answer(Instant now) {
    state = InformationState.ANSWERED;
    resumedAt = now;
  }

  /** Lapses if it is open and due; tells the state afterwards. */
  InformationState lapseIfDue(Instant now) {
    if (state == InformationState.OPEN && !now.isBefore(dueAt())) {
      state = InformationState.LAPSED;
      resumedAt = now;
    }
    return state;
  }

  /** Whether the applicant is to be reminded now; true once. */
  boolean remindIfDue(Instant now) {
    if (state != InformationState.OPEN || remindedAt != null || now.isBefore(required(remindAt))) {
      return false;
    }
    remindedAt = now;
    return true;
  }

  /**
   * When a reminder is due next: after the first never, so a day that the deadline comes before.
   */
  Instant nextReminder() {
    return remindedAt == null ? required(remindAt) : dueAt().plus(NEVER_COMES);
  }

  /** Moves the dates of an open request that lie after this moment. */
  void postpone(Instant after, Duration by) {
    if (state == InformationState.OPEN) {
      remindAt = required(remindAt).isAfter(after) ? required(remindAt).plus(by) : remindAt;
      dueAt = dueAt().isAfter(after) ? dueAt().plus(by) : dueAt;
    }
  }

  /** From when to when this request kept the decision clock from running; empty if it never did. */
  Optional<StoppedTime.Span> stopped(Instant now) {
    return Optional.ofNullable(stoppedAt)
        .map(from -> new StoppedTime.Span(from, resumedAt == null ? now : resumedAt));
  }

  int number() {
    return number;
  }

  InformationTopic topic() {
    return topic;
  }

  InformationState state() {
    return state;
  }

  boolean wasAsked() {
    return state != InformationState.PREPARED;
  }

  int roundsLeft() {
    return roundsAtMost - round;
  }

  int round() {
    return round;
  }

  int roundsAtMost() {
    return roundsAtMost;
  }

  @Nullable String question() {
    return question;
  }

  String missing() {
    return missing;
  }

  String askedBy() {
    return askedBy;
  }

  ApplicationStatus cameFrom() {
    return required(cameFrom);
  }

  Instant askedAt() {
    return required(stoppedAt);
  }

  Instant dueAt() {
    return required(dueAt);
  }

  private <T> T required(@Nullable T known) {
    return Objects.requireNonNull(
        known, () -> "request %d of %s is not open yet".formatted(number, application));
  }
}
