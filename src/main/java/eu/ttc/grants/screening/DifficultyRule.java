package eu.ttc.grants.screening;

import eu.ttc.grants.application.LegalForm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * Undertaking in difficulty, the version for SMEs (Regulation (EU) 651/2014, Art. 2(18)): any sign
 * is enough. Rescue aid (d) is not asked for in the dossier.
 *
 * @param lossPercent share of the capital that may be lost
 * @param exemptYears SMEs younger than this are exempt from the capital tests
 */
record DifficultyRule(int lossPercent, int exemptYears) {

  /**
   * What the test looks at, in cents.
   *
   * @param capital subscribed capital with premium
   */
  record Accounts(
      LegalForm legalForm,
      LocalDate foundedOn,
      long capital,
      long reserves,
      long losses,
      boolean insolvent) {}

  Set<DifficultySign> signs(Accounts accounts, SmeCategory category, LocalDate today) {
    var signs = EnumSet.noneOf(DifficultySign.class);
    if (accounts.insolvent()) {
      signs.add(DifficultySign.INSOLVENT);
    }
    if (!exempt(accounts.foundedOn(), category, today)) {
      if (accounts.legalForm() == LegalForm.LIMITED_LIABILITY) {
        if (exceeds(accounts.losses() - accounts.reserves(), accounts.capital())) {
          signs.add(DifficultySign.LIMITED_CAPITAL_LOST);
        }
      } else if (exceeds(accounts.losses(), accounts.capital() + accounts.reserves())) {
        signs.add(DifficultySign.UNLIMITED_CAPITAL_LOST);
      }
    }
    return signs;
  }

  private boolean exempt(LocalDate foundedOn, SmeCategory category, LocalDate today) {
    return category.isSme() && foundedOn.plusYears(exemptYears).isAfter(today);
  }

  private boolean exceeds(long loss, long capital) {
    return loss > 0
        && BigDecimal.valueOf(loss)
                .compareTo(BigDecimal.valueOf(capital).multiply(BigDecimal.valueOf(lossPercent, 2)))
            > 0;
  }
}
