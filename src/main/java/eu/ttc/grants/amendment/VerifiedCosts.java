package eu.ttc.grants.amendment;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;

/**
 * Says what of the costs of a plan was claimed or verified already, which no change can take back.
 * Asked while the application is locked; whoever knows builds on this module.
 */
public interface VerifiedCosts {

  /** Sums of each partner and category that has any. */
  List<PlannedCosts> of(ApplicationRef ref);
}
