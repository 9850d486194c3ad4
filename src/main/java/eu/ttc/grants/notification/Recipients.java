package eu.ttc.grants.notification;

import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.agreement.SigningInvitation;
import eu.ttc.grants.amendment.ConsentInvitation;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.Invitation;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * To whom a mail goes: the account of who applies, or a partner of the project, who needs none and
 * is called as no account can be called, such as {@code partner 2}, {@code signatory 2} when it is
 * to sign, or {@code consent 2} when it is to consent to a change.
 */
@Component
class Recipients {

  private static final Pattern PARTNER = Pattern.compile("(partner|signatory|consent) (\\d+)");
  private static final Pattern NUMBER = Pattern.compile("(\\d+) .*", Pattern.DOTALL);

  private final Applications applications;
  private final Accounts accounts;
  private final Consortia consortia;
  private final Signatures signatures;
  private final Consents consents;

  Recipients(
      Applications applications,
      Accounts accounts,
      Consortia consortia,
      Signatures signatures,
      Consents consents) {
    this.applications = applications;
    this.accounts = accounts;
    this.consortia = consortia;
    this.signatures = signatures;
    this.consents = consents;
  }

  /**
   * What a mail to a partner needs.
   *
   * @param page on which it answers, for whoever signs in
   */
  record Invited(String name, String email, Language language, String page, Instant dueAt) {

    static Invited to(Invitation asked) {
      return new Invited(
          asked.name(),
          asked.email(),
          asked.language(),
          "participations/" + asked.token(),
          asked.dueAt());
    }

    static Invited to(SigningInvitation asked) {
      return new Invited(
          asked.name(),
          asked.email(),
          asked.language(),
          "signatures/" + asked.token(),
          asked.acceptBy());
    }

    static Invited to(ConsentInvitation asked) {
      return new Invited(
          asked.name(),
          asked.email(),
          asked.language(),
          "consents/" + asked.token(),
          asked.dueAt());
    }
  }

  /** The name under which a notification keeps its recipient. */
  String of(MailTemplate template, ApplicationRef ref, HistoryEntry entry) {
    if (!template.isForPartner()) {
      return applications.get(ref).applicant();
    }
    var number = NUMBER.matcher(String.valueOf(entry.reason()));
    if (!number.matches()) {
      throw new IllegalStateException("%s names no partner: %s".formatted(ref, entry));
    }
    var called =
        template.isForSignatory()
            ? "signatory "
            : template.asksForConsent() ? "consent " : "partner ";
    return called + number.group(1);
  }

  /** Who that is now; empty when there is nobody. */
  Optional<Account> find(ApplicationRef ref, String recipient) {
    var invited = invitation(ref, recipient);
    return invited.isEmpty()
        ? accounts.find(recipient)
        : invited.map(
            invitation ->
                new Account(
                    recipient,
                    invitation.name(),
                    invitation.email(),
                    invitation.language(),
                    Set.of()));
  }

  /** What a partner was asked; empty for every other recipient. */
  Optional<Invited> invitation(ApplicationRef ref, String recipient) {
    var partner = PARTNER.matcher(recipient);
    if (!partner.matches()) {
      return Optional.empty();
    }
    var number = Integer.parseInt(partner.group(2));
    return switch (partner.group(1)) {
      case "signatory" -> signatures.invitation(ref, number).map(Invited::to);
      case "consent" -> consents.invitation(ref, number).map(Invited::to);
      default -> consortia.invitation(ref, number).map(Invited::to);
    };
  }
}
