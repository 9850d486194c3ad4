package eu.ttc.grants.payment;

import eu.ttc.grants.application.BicFitsIban;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.FieldProblem;
import fr.marcwrobel.jbanking.Agreement;
import fr.marcwrobel.jbanking.bic.Bic;
import fr.marcwrobel.jbanking.iban.Iban;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The account that money goes to, as a bank file writes it.
 *
 * @param iban without spaces
 */
record PayeeAccount(String iban, @Nullable String bic, String holder) {

  static PayeeAccount of(Dossier.BankAccount told) {
    return of(told.iban(), told.bic(), told.holder());
  }

  /** Of an account that {@link #problems} has nothing against. */
  static PayeeAccount of(String iban, @Nullable String bic, String holder) {
    return new PayeeAccount(
        plain(iban),
        bic == null || bic.isBlank() ? null : new Bic(bic.strip()).toString(),
        holder.strip());
  }

  /** What keeps us from paying {@code enterprise} to this account; empty when nothing does. */
  static List<FieldProblem> problems(
      @Nullable String iban, @Nullable String bic, @Nullable String holder, String enterprise) {
    var problems = new ArrayList<FieldProblem>();
    var ibanIsGiven = iban != null && !iban.isBlank();
    var bicIsGiven = bic != null && !bic.isBlank();
    if (!ibanIsGiven) {
      problems.add(new FieldProblem("iban", "required", "is required"));
    } else if (!Iban.isValid(plain(iban))) {
      problems.add(
          new FieldProblem(
              "iban",
              "iban",
              "is not a valid IBAN: country, length, structure and check digits must fit (ISO"
                  + " 13616)"));
    } else if (!new Iban(plain(iban))
        .getCountry()
        .isParticipatingTo(Agreement.SINGLE_EURO_PAYMENTS_AREA)) {
      problems.add(new FieldProblem("iban", "sepa", "is not of a country of the SEPA"));
    }
    if (bicIsGiven && !Bic.isValid(bic.strip())) {
      problems.add(
          new FieldProblem(
              "bic", "bic", "is not a valid BIC: it has 8 or 11 characters (ISO 9362)"));
    } else if (bicIsGiven
        && problems.isEmpty()
        && !BicFitsIban.Check.fits(bic.strip(), plain(iban))) {
      problems.add(new FieldProblem("bic", "bicCountry", "is of another country than the IBAN"));
    }
    if (holder == null || holder.isBlank()) {
      problems.add(new FieldProblem("holder", "required", "is required"));
    } else if (!AccountBelongsToEnterprise.holds(holder, enterprise)) {
      problems.add(
          new FieldProblem("holder", "owner", "is not the enterprise, to which alone is paid"));
    }
    return List.copyOf(problems);
  }

  private static String plain(@Nullable String iban) {
    return iban == null ? "" : iban.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
  }
}
