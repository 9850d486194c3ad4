package eu.ttc.grants.appeal;

import eu.ttc.grants.appeal.Lodging.AlreadyLodged;
import eu.ttc.grants.appeal.Lodging.Lodged;
import eu.ttc.grants.appeal.Lodging.NotOpen;
import eu.ttc.grants.appeal.Lodging.TooLate;
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
import org.jspecify.annotations.Nullable;

/** One appeal per rejection. Its dates decide, not the moment a timer fires. */
@Entity
@IdClass(AppealId.class)
@Table(name = "appeal")
class Appeal {

  @Id private String application;
  @Id private int number;

  @Enumerated(EnumType.STRING)
  private AppealState state;

  private Instant openedAt;
  private Instant lodgeBy;
  private @Nullable String grounds;
  private @Nullable Instant lodgedAt;
  private @Nullable String lodgedBy;
  private @Nullable Instant decideBy;
  private @Nullable Instant extendedAt;
  private @Nullable String extendedBy;
  private @Nullable String extensionReason;
  private @Nullable Instant remindedAt;
  private @Nullable Instant overdueNotedAt;
  private @Nullable String reasons;
  private @Nullable Instant decidedAt;
  private @Nullable String decidedBy;

  @Enumerated(EnumType.STRING)
  private @Nullable ResumeStep resumeAt;

  private @Nullable String remedyNotice;
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Appeal() {}

  Appeal(ApplicationRef application, int number, Instant openedAt, Instant lodgeBy) {
    this.application = application.value();
    this.number = number;
    this.state = AppealState.OPEN;
    this.openedAt = openedAt;
    this.lodgeBy = lodgeBy;
  }

  Lodging lodge(String username, String text, Instant now) {
    return switch (state) {
      case LODGED -> new AlreadyLodged(number, lodgedAt);
      case EXPIRED -> new TooLate(lodgeBy);
      case DISMISSED, UPHELD ->
          new NotOpen("The appeal of %s was decided on and is %s.".formatted(application, state));
      case OPEN -> {
        if (now.isAfter(lodgeBy)) {
          yield new TooLate(lodgeBy);
        }
        state = AppealState.LODGED;
        grounds = text;
        lodgedBy = username;
        lodgedAt = now;
        yield new Lodged(number, now);
      }
    };
  }

  /** Whether the applicant may still object. */
  boolean awaitsObjection(Instant now) {
    return state == AppealState.OPEN && !now.isAfter(lodgeBy);
  }

  /** Closes the window if it is open and its time is over; tells the state afterwards. */
  AppealState closeIfDue(Instant now) {
    if (state == AppealState.OPEN && !now.isBefore(lodgeBy)) {
      state = AppealState.EXPIRED;
    }
    return state;
  }

  /** Sets the date of the decision, and a later one once it was extended. */
  void decideBy(Instant deadline) {
    if (decideBy == null || (extendedAt != null && deadline.isAfter(decideBy))) {
      decideBy = deadline;
      remindedAt = null;
      overdueNotedAt = null;
    }
  }

  /** Moves the date of a decision that is awaited beyond this moment. */
  void postpone(Instant after, Duration by) {
    if (state == AppealState.LODGED && decideBy != null && decideBy.isAfter(after)) {
      decideBy = decideBy.plus(by);
    }
  }

  /** Notes that the decider is reminded, once before and once after the date. */
  Reminder remind(Instant now) {
    if (state != AppealState.LODGED || decideBy == null) {
      return Reminder.NOTHING;
    }
    if (now.isBefore(decideBy)) {
      if (remindedAt != null) {
        return Reminder.NOTHING;
      }
      remindedAt = now;
      return Reminder.DUE_SOON;
    }
    if (overdueNotedAt != null) {
      return Reminder.NOTHING;
    }
    overdueNotedAt = now;
    return Reminder.OVERDUE;
  }

  void extend(String username, String reason, Instant now) {
    extendedAt = now;
    extendedBy = username;
    extensionReason = reason;
  }

  void dismiss(String username, String text, String remedy, Instant now) {
    decide(AppealState.DISMISSED, username, text, now);
    remedyNotice = remedy;
  }

  void uphold(String username, String text, ResumeStep step, Instant now) {
    decide(AppealState.UPHELD, username, text, now);
    resumeAt = step;
  }

  private void decide(AppealState outcome, String username, String text, Instant now) {
    state = outcome;
    decidedBy = username;
    reasons = text;
    decidedAt = now;
  }

  boolean extensible() {
    return extendedAt == null;
  }

  int number() {
    return number;
  }

  AppealState state() {
    return state;
  }

  Instant lodgeBy() {
    return lodgeBy;
  }

  @Nullable Instant decideBy() {
    return decideBy;
  }

  @Nullable ResumeStep resumeAt() {
    return resumeAt;
  }

  AppealView view() {
    return new AppealView(
        ApplicationRef.of(application),
        number,
        state,
        openedAt,
        lodgeBy,
        grounds,
        lodgedAt,
        decideBy,
        extendedAt != null,
        reasons,
        decidedAt,
        decidedBy,
        resumeAt,
        remedyNotice);
  }
}
