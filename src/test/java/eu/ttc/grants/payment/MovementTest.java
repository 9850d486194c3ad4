package eu.ttc.grants.payment;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.Movement.Known;
import eu.ttc.grants.testing.AnApplication;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a movement does to a payment (domain.md § 7). */
@DisplayName("A movement on the account")
class MovementTest {

  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);
  private static final String IBAN = "NL20INGB0001234567";

  @ParameterizedTest(name = "{0} by {1}, before {3}: {4} {5}")
  @CsvSource(
      textBlock =
          """
          RELEASED,  STATEMENT,    DEBIT,  -,                      BOOKED,
          ACCEPTED,  STATEMENT,    DEBIT,  -,                      BOOKED,
          RELEASED,  NOTIFICATION, DEBIT,  -,                      NOTED,
          RELEASED,  STATEMENT,    DEBIT,  NOTIFICATION DEBIT,     BOOKED,
          BOOKED,    NOTIFICATION, DEBIT,  STATEMENT DEBIT,        NOTED,
          BOOKED,    STATEMENT,    DEBIT,  STATEMENT DEBIT,        QUEUED, BOOKED_BEFORE
          BOOKED,    STATEMENT,    CREDIT, STATEMENT DEBIT,        RETURNED,
          BOOKED,    NOTIFICATION, CREDIT, STATEMENT DEBIT,        RETURNED,
          RETURNED,  STATEMENT,    CREDIT, NOTIFICATION CREDIT,    NOTED,
          RETURNED,  NOTIFICATION, CREDIT, STATEMENT CREDIT,       NOTED,
          RETURNED,  STATEMENT,    CREDIT, STATEMENT CREDIT,       QUEUED, RETURNED_BEFORE
          RETURNED,  STATEMENT,    DEBIT,  STATEMENT DEBIT,        QUEUED, BOOKED_BEFORE
          RELEASED,  STATEMENT,    CREDIT, -,                      REJECTED,
          ACCEPTED,  NOTIFICATION, CREDIT, -,                      REJECTED,
          REJECTED,  STATEMENT,    DEBIT,  NOTIFICATION CREDIT,    NOTED,
          REJECTED,  STATEMENT,    CREDIT, NOTIFICATION CREDIT,    NOTED,
          REJECTED,  STATEMENT,    DEBIT,  -,                      QUEUED, REJECTED_BEFORE
          REJECTED,  STATEMENT,    CREDIT, -,                      QUEUED, REJECTED_BEFORE
          ORDERED,   STATEMENT,    DEBIT,  -,                      QUEUED, NOT_RELEASED
          BATCHED,   STATEMENT,    DEBIT,  -,                      QUEUED, NOT_RELEASED
          CANCELLED, STATEMENT,    CREDIT, -,                      QUEUED, NOT_RELEASED
          """)
  void changesAPayment(
      PaymentState state,
      BankMessageKind kind,
      String direction,
      String before,
      EntryOutcome outcome,
      EntryProblem problem) {
    var verdict =
        Movement.decide(
            kind,
            item(direction.equals("DEBIT"), "5000", "EUR", IBAN, "BOOK", null),
            payment(state),
            known(before));

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.problem()).isEqualTo(problem);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}: {4} {5}")
  @CsvSource(
      textBlock =
          """
          DEBIT,  4999.99, EUR, NL20INGB0001234567,     QUEUED, AMOUNT_DIFFERS
          DEBIT,  5000,    USD, NL20INGB0001234567,     QUEUED, OTHER_CURRENCY
          DEBIT,  5000,    EUR, NL91ABNA0417164300,     QUEUED, ACCOUNT_DIFFERS
          DEBIT,  5000,    EUR, ,                       QUEUED, ACCOUNT_DIFFERS
          CREDIT, 5000,    EUR, NL91ABNA0417164300,     QUEUED, ACCOUNT_DIFFERS
          CREDIT, 5000,    EUR, ,                       RETURNED,
          CREDIT, 12.50,   EUR, NL20INGB0001234567,     QUEUED, AMOUNT_DIFFERS
          """)
  void mustFitReferenceAmountAndAccount(
      String direction,
      String amount,
      String currency,
      String iban,
      EntryOutcome outcome,
      EntryProblem problem) {
    var debit = direction.equals("DEBIT");
    var state = debit ? PaymentState.RELEASED : PaymentState.BOOKED;

    var verdict =
        Movement.decide(
            BankMessageKind.STATEMENT,
            item(debit, amount, currency, iban, "BOOK", null),
            payment(state),
            List.of());

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.problem()).isEqualTo(problem);
  }

  @ParameterizedTest(name = "reference {0}, before {1}: {2}")
  @CsvSource({
    "A1, A1, NOTED",
    "A2, A1, QUEUED",
    ", A1, QUEUED",
  })
  void isTheSameUnderTheSameReferenceOfTheBank(
      String reference, String before, EntryOutcome outcome) {
    var verdict =
        Movement.decide(
            BankMessageKind.STATEMENT,
            item(true, "5000", "EUR", IBAN, "BOOK", reference),
            payment(PaymentState.BOOKED),
            List.of(new Known(BankMessageKind.STATEMENT, true, before, true)));

    assertThat(verdict.outcome()).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"DEBIT, NOT_BOOKED", "CREDIT, MONEY_IN"})
  void thatIsOnlyAnnouncedChangesNothing(String direction, EntryProblem unmatched) {
    var announced = item(direction.equals("DEBIT"), "5000", "EUR", IBAN, "PDNG", null);

    assertThat(
            Movement.decide(
                    BankMessageKind.NOTIFICATION,
                    announced,
                    payment(PaymentState.RELEASED),
                    List.of())
                .outcome())
        .isEqualTo(EntryOutcome.NOTED);
    assertThat(Movement.decide(BankMessageKind.NOTIFICATION, announced, null, List.of()).problem())
        .isEqualTo(unmatched);
  }

  private static List<Known> known(String before) {
    if (before.equals("-")) {
      return List.of();
    }
    var parts = before.split(" ");
    return List.of(
        new Known(BankMessageKind.valueOf(parts[0]), parts[1].equals("DEBIT"), null, true));
  }

  private static StatementFile.Item item(
      boolean debit, String amount, String currency, String iban, String status, String reference) {
    return new StatementFile.Item(
        "V-2026-000001-P1",
        debit,
        new BigDecimal(amount),
        currency,
        iban,
        status,
        DAY,
        false,
        null,
        reference,
        "");
  }

  private static PaymentInstruction payment(PaymentState state) {
    Dossier.Enterprise enterprise = AnApplication.anApplication().dossier().enterprise();
    var payment =
        new PaymentInstruction(
            ApplicationRef.of("V-2026-000001"),
            1,
            1,
            1,
            Cents.euros(5000),
            enterprise,
            new PayeeAccount(IBAN, null, enterprise.name()),
            Instant.EPOCH);
    var steps = new ArrayList<Runnable>();
    switch (state) {
      case ORDERED -> {}
      case BATCHED -> steps.add(payment::batch);
      case CANCELLED -> steps.add(payment::cancel);
      case RELEASED, ACCEPTED, BOOKED, REJECTED, RETURNED -> {
        steps.addAll(List.of(payment::batch, payment::release));
        switch (state) {
          case ACCEPTED -> steps.add(payment::accept);
          case REJECTED -> steps.add(() -> payment.reject("AC04"));
          case BOOKED -> steps.add(() -> payment.book(DAY));
          case RETURNED -> {
            steps.add(() -> payment.book(DAY));
            steps.add(() -> payment.giveBack(DAY, "AC04"));
          }
          default -> {}
        }
      }
    }
    steps.forEach(Runnable::run);
    assertThat(payment.state()).isEqualTo(state);
    return payment;
  }
}
