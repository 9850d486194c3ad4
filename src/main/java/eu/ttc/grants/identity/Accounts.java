package eu.ttc.grants.identity;

import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who can sign in and in which roles. */
@Service
public class Accounts {

  /** BCrypt ignores what is beyond. */
  private static final int PASSWORD_BYTES = 72;

  private static final Set<String> RESERVED = Set.of("system", "anonymous", "anonymoususer");

  private final JdbcClient jdbc;
  private final PasswordEncoder passwords;
  private final Validator validator;
  private final Clock clock;

  Accounts(JdbcClient jdbc, PasswordEncoder passwords, Validator validator, Clock clock) {
    this.jdbc = jdbc;
    this.passwords = passwords;
    this.validator = validator;
    this.clock = clock;
  }

  /** The account with this username. */
  @Transactional(readOnly = true)
  public Optional<Account> find(String username) {
    return jdbc.sql("select display_name, email, language from account where username = :username")
        .param("username", username)
        .query(
            (row, number) ->
                new Account(
                    username,
                    row.getString("display_name"),
                    row.getString("email"),
                    Language.of(row.getString("language")),
                    rolesOf(username)))
        .optional();
  }

  /** Whether this person has the role; nobody unknown has one. */
  @Transactional(readOnly = true)
  public boolean hasRole(String username, Role role) {
    return rolesOf(username).contains(role);
  }

  /** Usernames of everybody with the role, in alphabetical order. */
  @Transactional(readOnly = true)
  public List<String> withRole(Role role) {
    return jdbc.sql("select username from account_role where role = :role order by username")
        .param("role", role.name())
        .query(String.class)
        .list();
  }

  /**
   * Creates the account of an applicant.
   *
   * @throws InvalidInput naming each field that is missing, impossible or, for the username, taken
   */
  @Transactional
  public Account register(Register wanted) {
    check(wanted);
    try {
      jdbc.sql(
              """
              insert into account (username, display_name, email, password, language, created_at)
              values (:username, :name, :email, :password, :language, :at)
              """)
          .param("username", wanted.username())
          .param("name", wanted.displayName().strip())
          .param("email", wanted.email())
          .param("password", passwords.encode(wanted.password()))
          .param("language", wanted.language().code())
          .param("at", clock.instant().atOffset(ZoneOffset.UTC))
          .update();
    } catch (DuplicateKeyException taken) {
      throw InvalidInput.of("username", "taken", "is taken by another account");
    }
    jdbc.sql("insert into account_role (username, role) values (:username, :role)")
        .param("username", wanted.username())
        .param("role", Role.APPLICANT.name())
        .update();
    return new Account(
        wanted.username(),
        wanted.displayName().strip(),
        wanted.email(),
        wanted.language(),
        EnumSet.of(Role.APPLICANT));
  }

  /** Names of these people; who is no account has none. */
  @Transactional(readOnly = true)
  public Map<String, String> names(Collection<String> usernames) {
    var names = new HashMap<String, String>();
    if (!usernames.isEmpty()) {
      jdbc.sql("select username, display_name from account where username in (:usernames)")
          .param("usernames", usernames)
          .query(
              row -> {
                names.put(row.getString("username"), row.getString("display_name"));
              });
    }
    return names;
  }

  /** Whether this is the person's password: asked again before what cannot be undone. */
  @Transactional(readOnly = true)
  public boolean isPassword(String username, String password) {
    return passwordOf(username).filter(stored -> passwords.matches(password, stored)).isPresent();
  }

  /** Stored BCrypt hash, for sign-in only. */
  Optional<String> passwordOf(String username) {
    return jdbc.sql("select password from account where username = :username")
        .param("username", username)
        .query(String.class)
        .optional();
  }

  private void check(Register wanted) {
    var violations = validator.validate(wanted);
    if (!violations.isEmpty()) {
      throw new InvalidInput(violations.stream().map(FieldProblem::of).sorted().toList());
    }
    if (RESERVED.contains(wanted.username())) {
      throw InvalidInput.of("username", "taken", "is taken by another account");
    }
    if (wanted.password().getBytes(StandardCharsets.UTF_8).length > PASSWORD_BYTES) {
      throw InvalidInput.of("password", "size", "must not be longer than 72 bytes");
    }
  }

  private Set<Role> rolesOf(String username) {
    var roles = EnumSet.noneOf(Role.class);
    jdbc.sql("select role from account_role where username = :username")
        .param("username", username)
        .query(String.class)
        .list()
        .forEach(role -> roles.add(Role.valueOf(role)));
    return roles;
  }
}
