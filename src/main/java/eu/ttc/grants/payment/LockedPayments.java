package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Locks payments after their applications, always in the same order. */
@Component
class LockedPayments {

  private final InstructionRows rows;
  private final Applications applications;
  private final JdbcClient jdbc;

  LockedPayments(InstructionRows rows, Applications applications, JdbcClient jdbc) {
    this.rows = rows;
    this.applications = applications;
    this.jdbc = jdbc;
  }

  /** Those with these end-to-end references that exist. */
  List<PaymentInstruction> withReferences(Collection<String> references) {
    if (references.isEmpty()) {
      return List.of();
    }
    jdbc.sql(
            "select distinct application from payment_instruction"
                + " where end_to_end_id in (:references) order by 1")
        .param("references", references)
        .query(String.class)
        .list()
        .forEach(reference -> applications.lockedDespiteHold(ApplicationRef.of(reference)));
    return rows.lockByEndToEndIds(references);
  }

  /** Those of a batch. */
  List<PaymentInstruction> ofBatch(String batch) {
    return withReferences(
        jdbc.sql("select payment from payment_batch_line where batch = :batch")
            .param("batch", batch)
            .query(String.class)
            .list());
  }
}
