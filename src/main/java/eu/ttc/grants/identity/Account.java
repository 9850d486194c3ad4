package eu.ttc.grants.identity;

import java.util.Set;

/**
 * A person who can sign in.
 *
 * @param language in which this person is written to
 */
public record Account(
    String username, String displayName, String email, Language language, Set<Role> roles) {

  public boolean has(Role role) {
    return roles.contains(role);
  }
}
