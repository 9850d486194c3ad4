package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.payment.Payments;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import org.springframework.stereotype.Component;

/** Orders what the lifecycle owes; release and booking are people's and the bank's work. */
@Component
public class PaymentWorkers {

  private final Payments payments;

  PaymentWorkers(Payments payments) {
    this.payments = payments;
  }

  /** Which claim is to be paid. */
  public record OrderInput(String applicationRef, int claimNumber) {}

  /** Which instalment it became; part of the key under which the booking is awaited. */
  public record PaymentOrdered(int instalment) {}

  @JobWorker(type = JobTypes.PAYMENT_ORDER)
  public PaymentOrdered order(
      @VariablesAsType OrderInput in, @ElementInstanceKey long elementInstance) {
    return new PaymentOrdered(
        payments.order(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            StepKey.of(JobTypes.PAYMENT_ORDER, elementInstance)));
  }
}
