package eu.ttc.grants.local;

import java.util.List;
import java.util.Optional;

/**
 * An account of the local platform; its password is its username.
 *
 * @param engineRole its role in Tasklist and Operate: OWNER, OPERATOR (may work on tasks) or USER
 *     (may look); empty if it has no business there
 */
record LocalAccount(String username, String displayName, String role, Optional<String> engineRole) {

  private static final LocalAccount ADMINISTRATOR = worker("ada", "Ada", "administrator", "OWNER");

  /** Everybody who can sign in, in the order of a case's life. */
  static List<LocalAccount> all() {
    return List.of(
        new LocalAccount("anna", "Anna", "applicant", Optional.empty()),
        worker("olga", "Olga", "programme officer", "OPERATOR"),
        worker("bram", "Bram", "business support manager", "OPERATOR"),
        worker("britta", "Britta", "business support manager", "OPERATOR"),
        worker("benoit", "Benoît", "business support manager", "OPERATOR"),
        worker("oscar", "Oscar", "programme officer", "OPERATOR"),
        worker("eva", "Eva", "evaluator", "OPERATOR"),
        worker("emil", "Emil", "evaluator", "OPERATOR"),
        worker("max", "Max", "programme manager", "OPERATOR"),
        worker("mona", "Mona", "programme manager", "OPERATOR"),
        worker("marie", "Marie", "programme manager", "OPERATOR"),
        worker("fiona", "Fiona", "finance officer", "OPERATOR"),
        worker("felix", "Felix", "finance officer", "OPERATOR"),
        worker("femke", "Femke", "finance officer", "OPERATOR"),
        worker("aude", "Aude", "auditor", "USER"),
        ADMINISTRATOR);
  }

  static LocalAccount administrator() {
    return ADMINISTRATOR;
  }

  private static LocalAccount worker(
      String username, String displayName, String role, String engineRole) {
    return new LocalAccount(username, displayName, role, Optional.of(engineRole));
  }
}
