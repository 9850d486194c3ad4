package eu.ttc.grants.agreement;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.AlreadyAccepted;
import eu.ttc.grants.agreement.Acceptance.Lapsed;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One agreement per application. Its deadline decides, not the moment a timer fires. */
@Entity
@Table(name = "agreement")
class Agreement {

  @Id private String application;

  @Enumerated(EnumType.STRING)
  private AgreementState state;

  private long amountCents;
  private Instant offeredAt;
  private Instant acceptBy;
  private @Nullable Instant acceptedAt;
  private @Nullable String acceptedBy;
  private @Nullable String statement;
  @Version private long version;

  @SuppressWarnings("NullAway.Init")
  protected Agreement() {}

  Agreement(ApplicationRef application, Cents amount, Instant offeredAt, Instant acceptBy) {
    this.application = application.value();
    this.state = AgreementState.OPEN;
    this.amountCents = amount.value();
    this.offeredAt = offeredAt;
    this.acceptBy = acceptBy;
  }

  Acceptance accept(String username, String statement, Instant now) {
    return switch (state) {
      case ACCEPTED -> new AlreadyAccepted(acceptedAt);
      case LAPSED -> new Lapsed(acceptBy);
      case OPEN -> {
        if (now.isAfter(acceptBy)) {
          yield new Lapsed(acceptBy);
        }
        state = AgreementState.ACCEPTED;
        acceptedAt = now;
        acceptedBy = username;
        this.statement = statement;
        yield new Accepted(now);
      }
    };
  }

  /** Lapses if it is open and its deadline has passed; tells the state afterwards. */
  AgreementState lapseIfDue(Instant now) {
    if (state == AgreementState.OPEN && !now.isBefore(acceptBy)) {
      state = AgreementState.LAPSED;
    }
    return state;
  }

  /** Moves a deadline that runs and lies after this moment. */
  void postpone(Instant after, Duration by) {
    if (state == AgreementState.OPEN && acceptBy.isAfter(after)) {
      acceptBy = acceptBy.plus(by);
    }
  }

  /** Moves the deadline of an offer that can still be accepted. */
  void extend(Duration by) {
    acceptBy = acceptBy.plus(by);
  }

  /** Lapses before its deadline, because somebody does not accept it. */
  void decline() {
    if (state != AgreementState.OPEN) {
      throw new IllegalStateException("The agreement of %s is %s.".formatted(application, state));
    }
    state = AgreementState.LAPSED;
  }

  boolean isOpen(Instant now) {
    return state == AgreementState.OPEN && !now.isAfter(acceptBy);
  }

  AgreementState state() {
    return state;
  }

  Instant acceptBy() {
    return acceptBy;
  }

  AgreementView view() {
    return new AgreementView(
        ApplicationRef.of(application),
        state,
        Cents.of(amountCents),
        offeredAt,
        acceptBy,
        acceptedAt,
        acceptedBy,
        statement);
  }
}
