package eu.ttc.grants.portal;

import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Register;
import eu.ttc.grants.identity.Role;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Accounts for tests; the password is {@link #PASSWORD}. */
public final class People {

  /** Of every account made here. */
  public static final String PASSWORD = "correct horse";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Accounts accounts;
  private final JdbcClient jdbc;
  private final Map<Role, String> staff = new ConcurrentHashMap<>();

  People(Accounts accounts, JdbcClient jdbc) {
    this.accounts = accounts;
    this.jdbc = jdbc;
  }

  /** Username of a new applicant. */
  public String applicant() {
    var username = "person" + System.nanoTime() % 1_000_000_000 + NUMBER.incrementAndGet();
    accounts.register(
        new Register(username, "Person", username + "@example.org", PASSWORD, Language.EN));
    return username;
  }

  /** Username of a new person with these roles. */
  public String withAll(Role... roles) {
    var username = applicant();
    jdbc.sql("delete from account_role where username = :username")
        .param("username", username)
        .update();
    for (var role : roles) {
      jdbc.sql("insert into account_role (username, role) values (:username, :role)")
          .param("username", username)
          .param("role", role.name())
          .update();
    }
    return username;
  }

  /** Username of the one person with just this role. */
  public String with(Role role) {
    return staff.computeIfAbsent(
        role,
        wanted -> {
          var username = applicant();
          jdbc.sql("update account_role set role = :role where username = :username")
              .param("role", wanted.name())
              .param("username", username)
              .update();
          return username;
        });
  }
}
