package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Applications locked until the end of the running transaction, as they are once the lock is had.
 * Whatever changes an application locks it here first, and is refused while it is on hold: only a
 * transaction that says so at its beginning may go on.
 */
@Component
class LockedApplications {

  private final ApplicationRows rows;
  private final HoldRows holds;
  private final EntityManager entities;
  private final Clock clock;

  LockedApplications(ApplicationRows rows, HoldRows holds, EntityManager entities, Clock clock) {
    this.rows = rows;
    this.holds = holds;
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Waits for the lock; what was read of the application before counts no more.
   *
   * @throws OnHold while it is on hold, unless this transaction locked it {@link #despiteHold}
   */
  Application get(ApplicationRef ref) {
    return requireNotOnHold(lock(ref));
  }

  /** As {@link #get(ApplicationRef)}, of this applicant only. */
  Application get(ApplicationRef ref, String applicant) {
    var application = lock(ref);
    if (!application.isOf(applicant)) {
      throw new Unknown("application", ref);
    }
    return requireNotOnHold(application);
  }

  /** As {@link #get(ApplicationRef)}, for a transaction that goes on while it is on hold. */
  Application despiteHold(ApplicationRef ref) {
    var application = lock(ref);
    application.handleDespiteHold();
    return application;
  }

  private Application lock(ApplicationRef ref) {
    var application =
        rows.findByReference(ref.value()).orElseThrow(() -> new Unknown("application", ref));
    entities.flush();
    entities.refresh(application, LockModeType.PESSIMISTIC_WRITE);
    return application;
  }

  private Application requireNotOnHold(Application application) {
    if (!application.isHandledDespiteHold()) {
      holds
          .standing(application.reference(), clock.instant())
          .ifPresent(
              hold -> {
                throw new OnHold(hold);
              });
    }
    return application;
  }
}
