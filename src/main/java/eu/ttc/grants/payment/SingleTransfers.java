package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Transfers that pay no grant, such as what was paid back too much: each has a bank file of its
 * own. Account, file and release obey the rules of payments; when what is released, and that it is
 * released once, is up to whoever owes the money.
 */
@Service
public class SingleTransfers {

  private static final int COOLING_DAYS = 5;
  private static final int LONGEST_REMITTANCE = 140;

  private final Applications applications;
  private final Grounds grounds;
  private final ProgrammeAccount account;
  private final JdbcClient jdbc;
  private final Clock clock;

  SingleTransfers(
      Applications applications,
      Grounds grounds,
      ProgrammeAccount account,
      JdbcClient jdbc,
      Clock clock) {
    this.applications = applications;
    this.grounds = grounds;
    this.account = account;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * To whom a transfer goes.
   *
   * @param name of the enterprise, as a bank file writes it
   * @param iban without spaces
   * @param notBefore from when on it may be released: an account to which nothing was paid before
   *     cools down as any new account does
   */
  public record Payee(
      String name,
      String iban,
      @Nullable String bic,
      String town,
      String country,
      Instant notBefore) {}

  /** A bank file, and the day on which the bank executes it. */
  public record Written(BankFile file, LocalDate executionOn) {}

  /**
   * The enterprise of an application, under an account that a person names.
   *
   * @throws InvalidInput naming what keeps us from paying the enterprise to this account
   */
  public Payee payee(
      ApplicationRef ref, @Nullable String iban, @Nullable String bic, @Nullable String holder) {
    var enterprise = applications.get(ref).dossier().enterprise();
    var problems = PayeeAccount.problems(iban, bic, holder, enterprise.name());
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    var town = enterprise.town() == null ? "" : SepaText.of(enterprise.town(), 35);
    if (town.isEmpty() || enterprise.country() == null) {
      throw new InvalidInput(
          List.of(
              new FieldProblem(
                  "holder", "address", "lacks a town or a country, which bank files need")));
    }
    var named = PayeeAccount.of(String.valueOf(iban), bic, String.valueOf(holder));
    return new Payee(
        SepaText.of(enterprise.name(), AccountBelongsToEnterprise.LONGEST_NAME),
        named.iban(),
        named.bic(),
        town,
        enterprise.country(),
        wasPaidTo(ref, named.iban()) ? clock.instant() : cooled(clock.instant()));
  }

  /** Everybody who had a part in a case; none of them releases money to it. */
  public Set<String> involved(ApplicationRef ref) {
    return grounds.involved(ref);
  }

  /**
   * Writes the bank file of a transfer, to be executed on the next day on which banks settle.
   *
   * @param reference names message and transfer; never used before
   * @param purpose what the payee reads
   */
  public Written write(String reference, Cents amount, Payee payee, String purpose) {
    var now = clock.instant();
    var executionOn = TargetDays.after(PaymentBatches.today(now));
    var content =
        CreditTransferFile.write(
            reference,
            now,
            executionOn,
            account,
            List.of(
                new CreditTransferFile.Transfer(
                    reference,
                    amount,
                    payee.name(),
                    payee.iban(),
                    payee.bic(),
                    null,
                    null,
                    payee.town(),
                    payee.country(),
                    SepaText.of(purpose, LONGEST_REMITTANCE))));
    return new Written(
        new BankFile(reference + ".xml", content, PaymentBatches.sha256(content)), executionOn);
  }

  private boolean wasPaidTo(ApplicationRef ref, String iban) {
    return jdbc.sql(
            """
            select exists (select from payment_instruction
                           where application = :ref and beneficiary_iban = :iban and state = 'BOOKED')
            """)
        .param("ref", ref.value())
        .param("iban", iban)
        .query(Boolean.class)
        .single();
  }

  private static Instant cooled(Instant from) {
    var day = PaymentBatches.today(from);
    for (int waited = 0; waited < COOLING_DAYS; waited++) {
      day = TargetDays.after(day);
    }
    return day.atTime(from.atZone(Applications.PROGRAMME_ZONE).toLocalTime())
        .atZone(Applications.PROGRAMME_ZONE)
        .toInstant();
  }
}
