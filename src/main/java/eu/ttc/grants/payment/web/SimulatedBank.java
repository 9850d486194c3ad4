package eu.ttc.grants.payment.web;

import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.ProgrammeAccount;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Lets a person play the bank on the local platform. */
@RestController
@Profile("local")
class SimulatedBank {

  private final PaymentBatches batches;
  private final ProgrammeAccount account;

  SimulatedBank(PaymentBatches batches, ProgrammeAccount account) {
    this.batches = batches;
    this.account = account;
  }

  @GetMapping({
    "/api/payment-batches/{id}/simulated-statement",
    "/payments/batches/{id}/simulated-statement"
  })
  ResponseEntity<byte[]> statement(@PathVariable String id) {
    var batch = batches.get(id);
    if (batch.executionOn() == null) {
      throw new NotNow("A bank executes a batch after its release; %s is not.".formatted(id));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_XML)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(id + "-statement.xml").build().toString())
        .body(SimulatedStatement.about(batch, account));
  }
}
