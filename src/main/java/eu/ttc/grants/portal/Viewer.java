package eu.ttc.grants.portal;

import eu.ttc.grants.identity.Role;
import java.util.EnumSet;
import java.util.Set;
import org.springframework.security.core.Authentication;

/** Who is looking, with the roles they signed in with. */
public record Viewer(String username, Set<Role> roles) {

  private static final Set<Role> SEE_ALL_SUBMITTED =
      EnumSet.of(
          Role.PROGRAMME_OFFICER,
          Role.PROGRAMME_MANAGER,
          Role.FINANCE_OFFICER,
          Role.ADMINISTRATOR,
          Role.AUDITOR);

  /** The signed-in person. */
  public static Viewer of(Authentication signedIn) {
    var roles = EnumSet.noneOf(Role.class);
    for (Role role : Role.values()) {
      if (role.isHeldBy(signedIn)) {
        roles.add(role);
      }
    }
    return new Viewer(signedIn.getName(), roles);
  }

  public boolean has(Role role) {
    return roles.contains(role);
  }

  /** The same person, looking in this role only. */
  public Viewer onlyAs(Role role) {
    return new Viewer(username, EnumSet.of(role));
  }

  /** Whether every submitted application may be seen. */
  public boolean seesAllSubmitted() {
    return roles.stream().anyMatch(SEE_ALL_SUBMITTED::contains);
  }

  /** Whether this person works for the programme in any role. */
  public boolean isStaff() {
    return seesAllSubmitted() || has(Role.EVALUATOR) || has(Role.BUSINESS_SUPPORT_MANAGER);
  }

  /** Whether this person applies for grants. */
  public boolean applies() {
    return has(Role.APPLICANT);
  }

  /** Whether the ledger is open to this person, posting by posting. */
  public boolean seesLedger() {
    return has(Role.FINANCE_OFFICER)
        || has(Role.PROGRAMME_MANAGER)
        || has(Role.ADMINISTRATOR)
        || has(Role.AUDITOR);
  }

  /** Whether account numbers are shown in full. */
  public boolean seesAccountNumbers() {
    return has(Role.FINANCE_OFFICER) || has(Role.AUDITOR);
  }

  /** Whether requests for changes of all grants are listed. */
  public boolean seesChanges() {
    return has(Role.PROGRAMME_OFFICER) || has(Role.PROGRAMME_MANAGER) || has(Role.AUDITOR);
  }

  /** Whether suspicions and recoveries of all applications are listed. */
  public boolean seesRecoveries() {
    return has(Role.PROGRAMME_MANAGER) || has(Role.FINANCE_OFFICER) || has(Role.AUDITOR);
  }
}
