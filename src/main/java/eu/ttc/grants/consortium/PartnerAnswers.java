package eu.ttc.grants.consortium;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * How partners of a fund project are asked and who may answer for them, whether they take part,
 * sign or consent: each by a link of its own, opened by whoever of the partner signs in.
 */
@Component
public class PartnerAnswers {

  private static final int LONGEST_REASON = 2000;
  private static final int TOKEN_BYTES = 32;

  private final Applications applications;
  private final Accounts accounts;
  private final SecureRandom random = new SecureRandom();

  PartnerAnswers(Applications applications, Accounts accounts) {
    this.applications = applications;
    this.accounts = accounts;
  }

  /**
   * Where a partner is asked, and in which language.
   *
   * @param token new; opens the page on which it answers
   */
  public record Contact(String name, String email, Language language, String token) {}

  /**
   * Where to ask this partner, with a new link.
   *
   * @param number within the project; the lead is 1 and is not asked by a link
   */
  public Contact contact(ApplicationRef ref, int number, Dossier.Partner partner) {
    var member = partner.member();
    var email = member == null ? null : member.email();
    if (email == null) {
      throw new IllegalStateException(
          "Partner %d of %s cannot be asked: it has no e-mail address, although the application passed as complete."
              .formatted(number, ref));
    }
    var language = partner.region().language().flatMap(Language::parse).orElse(Language.EN);
    return new Contact(partner.name(), email, language, token());
  }

  /**
   * Refuses who cannot answer for a partner.
   *
   * @param partner its name
   * @param answered who answered for others of the project in the same matter; null for who did not
   * @throws NotNow when this person is no applicant, is the lead, or answered for another partner
   */
  public void requireMayAnswer(
      ApplicationRef ref,
      String partner,
      String person,
      Stream<? extends @Nullable String> answered) {
    if (!accounts.hasRole(person, Role.APPLICANT)) {
      throw new NotNow("Only a person with an applicant's account can answer for a partner.");
    }
    if (applications.get(ref).applicant().equals(person)) {
      throw new NotNow(
          "The lead cannot answer for its partners. Let somebody of %s sign in and open the link."
              .formatted(partner));
    }
    if (answered.anyMatch(person::equals)) {
      throw new NotNow(
          "You answered for another partner of %s; each partner answers for itself."
              .formatted(ref));
    }
  }

  /** Refuses a reason that is missing or too long. */
  public static void requireReason(String reason) {
    if (reason.isBlank()) {
      throw InvalidInput.of("reason", "required", "is required");
    }
    if (reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "must have at most %d characters".formatted(LONGEST_REASON));
    }
  }

  private String token() {
    var bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
