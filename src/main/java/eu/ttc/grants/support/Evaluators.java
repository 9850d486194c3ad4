package eu.ttc.grants.support;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Collection;
import java.util.Set;

/** Who evaluates. Answered by the module of evaluation, which knows this one and not vice versa. */
public interface Evaluators {

  /** Usernames of everybody who scored one of these applications or is to do so. */
  Set<String> ofAny(Collection<ApplicationRef> applications);
}
