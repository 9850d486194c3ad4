package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The experts who evaluate, as administrators keep them. */
@Service
public class Experts {

  /** The longest name of an employer. */
  public static final int LONGEST_NAME = 140;

  private static final int MOST_EMPLOYERS = 20;
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

  private final ExpertRows rows;
  private final Accounts accounts;
  private final Clock clock;

  Experts(ExpertRows rows, Accounts accounts, Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** All experts, by name. */
  @Transactional(readOnly = true)
  public List<ExpertView> all() {
    return rows.all();
  }

  /** The expert with this account. */
  @Transactional(readOnly = true)
  public Optional<ExpertView> find(String username) {
    return rows.find(username);
  }

  /**
   * Adds an expert.
   *
   * @throws InvalidInput naming each field that is wrong
   * @throws NotNow when this person is no administrator
   */
  @Transactional
  public ExpertView add(TellExpert told, String who) {
    requireAdministrator(who);
    var problems = problems(told);
    problemOfAccount(told.username()).ifPresent(problems::add);
    refuse(problems);
    if (!rows.add(told)) {
      throw InvalidInput.of("username", "expertAlready", "is an expert already");
    }
    return keep(told, who);
  }

  /**
   * Changes an expert. What was drawn stays; a conflict that comes to light is found when the
   * expert scores.
   *
   * @throws InvalidInput naming each field that is wrong
   * @throws NotNow when this person is no administrator
   * @throws Unknown when there is no such expert
   */
  @Transactional
  public ExpertView change(TellExpert told, String who) {
    requireAdministrator(who);
    if (rows.find(told.username()).isEmpty()) {
      throw new Unknown("expert", told.username());
    }
    refuse(problems(told));
    rows.change(told);
    return keep(told, who);
  }

  private ExpertView keep(TellExpert told, String who) {
    rows.keep(told, who, clock.instant());
    return rows.find(told.username()).orElseThrow();
  }

  private Optional<FieldProblem> problemOfAccount(String username) {
    if (username.isEmpty()) {
      return Optional.of(new FieldProblem("username", "required", "is required"));
    }
    if (accounts.find(username).isEmpty()) {
      return Optional.of(new FieldProblem("username", "unknownAccount", "is no account"));
    }
    return accounts.hasRole(username, Role.EVALUATOR)
        ? Optional.empty()
        : Optional.of(
            new FieldProblem("username", "noEvaluator", "is an account without role EVALUATOR"));
  }

  private List<FieldProblem> problems(TellExpert told) {
    var problems = new ArrayList<FieldProblem>();
    if (told.sectors().isEmpty()) {
      problems.add(new FieldProblem("sectors", "required", "is required"));
    }
    if (told.sectors().contains(Sector.OTHER)) {
      problems.add(
          new FieldProblem("sectors", "programmeSector", "must be sectors of the programme"));
    }
    if (told.languages().isEmpty()) {
      problems.add(new FieldProblem("languages", "required", "is required"));
    }
    if (told.country().isEmpty()) {
      problems.add(new FieldProblem("country", "required", "is required"));
    } else if (!COUNTRIES.contains(told.country())) {
      problems.add(new FieldProblem("country", "country", "must be the code of a country"));
    }
    if (told.employer().length() > LONGEST_NAME) {
      problems.add(tooLong("employer"));
    }
    if (told.formerEmployers().size() > MOST_EMPLOYERS) {
      problems.add(
          new FieldProblem(
              "formerEmployers", "size", "must be at most %d".formatted(MOST_EMPLOYERS)));
    }
    var names = new HashSet<String>();
    for (int i = 0; i < told.formerEmployers().size(); i++) {
      former("formerEmployers[%d].".formatted(i), told.formerEmployers().get(i), names, problems);
    }
    return problems;
  }

  private void former(
      String prefix, FormerEmployer former, Set<String> names, List<FieldProblem> problems) {
    var field = prefix + "employer";
    if (former.employer().isEmpty()) {
      problems.add(new FieldProblem(field, "required", "is required"));
    } else if (former.employer().length() > LONGEST_NAME) {
      problems.add(tooLong(field));
    } else if (!names.add(former.employer())) {
      problems.add(new FieldProblem(field, "twice", "is named twice"));
    }
    var until = former.until();
    if (until == null) {
      problems.add(new FieldProblem(prefix + "until", "required", "is required"));
    } else if (until.isAfter(LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE))) {
      problems.add(
          new FieldProblem(prefix + "until", "pastOrPresent", "must not lie in the future"));
    }
  }

  private static FieldProblem tooLong(String field) {
    return new FieldProblem(
        field, "size", "must have at most %d characters".formatted(LONGEST_NAME));
  }

  private static void refuse(List<FieldProblem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private void requireAdministrator(String who) {
    if (!accounts.hasRole(who, Role.ADMINISTRATOR)) {
      throw new NotNow("Only an administrator keeps the experts.");
    }
  }
}
