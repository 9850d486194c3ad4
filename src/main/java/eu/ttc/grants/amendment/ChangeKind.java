package eu.ttc.grants.amendment;

import eu.ttc.grants.identity.Role;

/** What can be changed after the agreement. */
public enum ChangeKind {
  PARTNER_LEAVES,
  BUDGET_SHIFT,
  EXTENSION,
  SCOPE;

  /** Whether costs move, so that aid and match are looked at anew. */
  public boolean changesCosts() {
    return this == PARTNER_LEAVES || this == BUDGET_SHIFT;
  }

  /** Who decides. */
  public Role decider() {
    return changesCosts() ? Role.PROGRAMME_MANAGER : Role.PROGRAMME_OFFICER;
  }
}
