package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Language;
import java.util.List;

/**
 * An expert as an administrator tells of them; {@link Experts} says what is wrong with it.
 *
 * @param username of an account in role EVALUATOR
 * @param country in which the expert works, two letters
 * @param employer empty when the expert has none
 * @param available whether new applications are given to the expert
 */
public record TellExpert(
    String username,
    List<Sector> sectors,
    List<Language> languages,
    String country,
    String employer,
    List<FormerEmployer> formerEmployers,
    boolean available) {

  public TellExpert {
    username = username.strip();
    sectors = sectors.stream().distinct().sorted().toList();
    languages = languages.stream().distinct().sorted().toList();
    country = country.strip();
    employer = employer.strip();
    formerEmployers =
        formerEmployers.stream()
            .map(former -> new FormerEmployer(former.employer().strip(), former.until()))
            .toList();
  }
}
