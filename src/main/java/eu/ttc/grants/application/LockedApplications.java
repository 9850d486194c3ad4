package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.springframework.stereotype.Component;

/**
 * Applications locked until the end of the running transaction, as they are once the lock is had.
 */
@Component
class LockedApplications {

  private final ApplicationRows rows;
  private final EntityManager entities;

  LockedApplications(ApplicationRows rows, EntityManager entities) {
    this.rows = rows;
    this.entities = entities;
  }

  /** Waits for the lock; what was read of the application before counts no more. */
  Application get(ApplicationRef ref) {
    var application =
        rows.findByReference(ref.value()).orElseThrow(() -> new Unknown("application", ref));
    entities.flush();
    entities.refresh(application, LockModeType.PESSIMISTIC_WRITE);
    return application;
  }

  /** As {@link #get(ApplicationRef)}, of this applicant only. */
  Application get(ApplicationRef ref, String applicant) {
    var application = get(ref);
    if (!application.isOf(applicant)) {
      throw new Unknown("application", ref);
    }
    return application;
  }
}
