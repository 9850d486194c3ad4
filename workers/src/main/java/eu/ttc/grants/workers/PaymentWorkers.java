package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.payment.PaymentOrder;
import eu.ttc.grants.payment.Payments;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/**
 * Orders what the lifecycle owes, and asks for other bank details when a payment failed; release,
 * approval and booking are people's and the bank's work.
 */
@Component
public class PaymentWorkers {

  private final Payments payments;
  private final BankAccounts accounts;

  PaymentWorkers(Payments payments, BankAccounts accounts) {
    this.payments = payments;
    this.accounts = accounts;
  }

  /** Which claim is to be paid. */
  public record OrderInput(String applicationRef, int claimNumber) {}

  /**
   * What became of the order.
   *
   * @param paymentNumber of the payment it concerns, part of the keys of its messages
   */
  public record PaymentOrdered(
      PaymentOrder.Outcome paymentOutcome, int instalment, String paymentNumber) {}

  /**
   * For which failed payment an account is asked.
   *
   * @param paymentNumber as {@link PaymentOrdered} gave it
   */
  public record AskInput(String applicationRef, String paymentNumber) {}

  /** Number of the question, part of the keys of its messages. */
  public record AccountAsked(int accountNumber) {}

  /** Which question for an account. */
  public record AccountInput(String applicationRef, int accountNumber) {}

  /**
   * Until when the account in question is not approved.
   *
   * @param approvalDue ISO 8601 date-time with offset
   */
  public record CoolingInput(String applicationRef, int accountNumber, String approvalDue) {}

  @JobWorker(type = JobTypes.PAYMENT_ORDER)
  public PaymentOrdered order(
      @VariablesAsType OrderInput in, @ElementInstanceKey long elementInstance) {
    var order =
        payments.order(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            StepKey.of(JobTypes.PAYMENT_ORDER, elementInstance));
    return new PaymentOrdered(order.outcome(), order.instalment(), order.number());
  }

  @JobWorker(type = JobTypes.PAYMENT_ASK_BANK_ACCOUNT)
  public AccountAsked ask(@VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    return new AccountAsked(
        accounts.ask(
            ApplicationRef.of(in.applicationRef()),
            in.paymentNumber(),
            StepKey.of(JobTypes.PAYMENT_ASK_BANK_ACCOUNT, elementInstance)));
  }

  @JobWorker(type = JobTypes.PAYMENT_REMIND_BANK_ACCOUNT)
  public void remind(@VariablesAsType AccountInput in, @ElementInstanceKey long elementInstance) {
    accounts.remind(
        ApplicationRef.of(in.applicationRef()),
        in.accountNumber(),
        StepKey.of(JobTypes.PAYMENT_REMIND_BANK_ACCOUNT, elementInstance));
  }

  @JobWorker(type = JobTypes.PAYMENT_BEGIN_COOLING)
  public void beginCooling(
      @VariablesAsType CoolingInput in, @ElementInstanceKey long elementInstance) {
    accounts.beginCooling(
        ApplicationRef.of(in.applicationRef()),
        in.accountNumber(),
        OffsetDateTime.parse(in.approvalDue()),
        StepKey.of(JobTypes.PAYMENT_BEGIN_COOLING, elementInstance));
  }

  @JobWorker(type = JobTypes.PAYMENT_OPEN_APPROVAL)
  public void openApproval(
      @VariablesAsType AccountInput in, @ElementInstanceKey long elementInstance) {
    accounts.openApproval(
        ApplicationRef.of(in.applicationRef()),
        in.accountNumber(),
        StepKey.of(JobTypes.PAYMENT_OPEN_APPROVAL, elementInstance));
  }
}
