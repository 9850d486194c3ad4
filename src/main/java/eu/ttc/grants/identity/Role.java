package eu.ttc.grants.identity;

import org.springframework.security.core.Authentication;

/** What a person may do in the programme; one person may have several roles. */
public enum Role {
  APPLICANT,
  /** Visits enterprises that apply and advises them. */
  BUSINESS_SUPPORT_MANAGER,
  EVALUATOR,
  PROGRAMME_OFFICER,
  PROGRAMME_MANAGER,
  FINANCE_OFFICER,
  ADMINISTRATOR,
  /** Reads everything, changes nothing. */
  AUDITOR;

  /** Name of this role as an authority of Spring Security. */
  public String authority() {
    return "ROLE_" + name();
  }

  /** Whether this person signed in with this role. */
  public boolean isHeldBy(Authentication person) {
    return person.getAuthorities().stream()
        .anyMatch(held -> authority().equals(held.getAuthority()));
  }
}
