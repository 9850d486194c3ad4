package eu.ttc.grants.portal;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Dossier.BankAccount;
import eu.ttc.grants.application.Dossier.Partner;
import eu.ttc.grants.kernel.MaskedIban;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Account numbers are shown in full to their owner and to those who pay, to others masked. */
public final class AccountNumbers {

  private AccountNumbers() {}

  /** The bank account as this person may see it. */
  public static @Nullable BankAccount shown(ApplicationView application, Viewer viewer) {
    var account = application.dossier().bankAccount();
    if (account == null
        || viewer.seesAccountNumbers()
        || application.applicant().equals(viewer.username())) {
      return account;
    }
    return new BankAccount(MaskedIban.of(account.iban()), account.bic(), account.holder());
  }

  /** The partners with their bank accounts as this person may see them. */
  public static List<Partner> partnersShown(ApplicationView application, Viewer viewer) {
    var partners = application.dossier().partners();
    if (viewer.seesAccountNumbers() || application.applicant().equals(viewer.username())) {
      return partners;
    }
    return partners.stream().map(AccountNumbers::masked).toList();
  }

  private static Partner masked(Partner partner) {
    var member = partner.member();
    if (member == null || member.bankAccount() == null) {
      return partner;
    }
    var account = member.bankAccount();
    return partner.with(
        member.with(
            new BankAccount(MaskedIban.of(account.iban()), account.bic(), account.holder())));
  }
}
