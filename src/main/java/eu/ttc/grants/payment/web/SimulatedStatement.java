package eu.ttc.grants.payment.web;

import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import java.util.Objects;

/**
 * The statement that a bank would send after it executed a batch: one booked entry per payment that
 * it did not reject. For trying things out and for tests; no bank is asked.
 */
public final class SimulatedStatement {

  private SimulatedStatement() {}

  /** The statement about a released batch, the same one as long as no payment is rejected. */
  public static byte[] about(BatchView batch, ProgrammeAccount account) {
    var day = Objects.requireNonNull(batch.executionOn(), "only a released batch is executed");
    var made =
        batch.lines().stream()
            .filter(payment -> payment.state() != PaymentState.REJECTED)
            .map(Movement::out)
            .toList();
    var id =
        made.size() == batch.lines().size()
            ? "SIM-" + batch.id()
            : "SIM-%s-%d".formatted(batch.id(), made.size());
    return SimulatedFiles.statement(id, day, made, account);
  }
}
