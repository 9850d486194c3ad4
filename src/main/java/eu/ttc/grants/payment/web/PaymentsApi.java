package eu.ttc.grants.payment.web;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.payment.BankEntryView;
import eu.ttc.grants.payment.BankStatements;
import eu.ttc.grants.payment.BatchSummary;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.StatementResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@Tag(name = "Payments")
class PaymentsApi {

  private static final int LISTED = 500;

  private final Payments payments;
  private final PaymentBatches batches;
  private final BankStatements statements;

  PaymentsApi(Payments payments, PaymentBatches batches, BankStatements statements) {
    this.payments = payments;
    this.batches = batches;
    this.statements = statements;
  }

  /** Why a batch is given up. */
  record Rejection(@Nullable String reason) {}

  @GetMapping("/api/payments")
  @Operation(summary = "Payments, newest first; accounts are masked for auditors")
  List<PaymentView> list(
      @RequestParam(required = false) @Nullable Set<PaymentState> state, Authentication person) {
    var states = state == null || state.isEmpty() ? EnumSet.allOf(PaymentState.class) : state;
    var found = payments.list(states, LISTED);
    return seesAccounts(person) ? found : found.stream().map(PaymentView::masked).toList();
  }

  @GetMapping("/api/payment-batches")
  @Operation(summary = "The newest batches")
  List<BatchSummary> batches() {
    return batches.latest(LISTED);
  }

  @PostMapping("/api/payment-batches")
  @Operation(summary = "Put all ordered payments into a new batch")
  ResponseEntity<BatchView> prepare(Authentication person) {
    var batch = batches.prepare(person.getName());
    return ResponseEntity.created(URI.create("/api/payment-batches/" + batch.id())).body(batch);
  }

  @GetMapping("/api/payment-batches/{id}")
  @Operation(summary = "One batch with its payments")
  BatchView batch(@PathVariable String id, Authentication person) {
    var batch = batches.get(id);
    return seesAccounts(person) ? batch : batch.masked();
  }

  @PostMapping("/api/payment-batches/{id}/release")
  @Operation(
      summary = "Release a batch; by somebody else than who prepared it or had a part in its cases")
  BatchView release(@PathVariable String id, Authentication person) {
    return batches.release(id, person.getName());
  }

  @PostMapping("/api/payment-batches/{id}/rejection")
  @Operation(summary = "Give up a batch before its release; its payments wait for another one")
  BatchView reject(
      @PathVariable String id, @RequestBody Rejection rejection, Authentication person) {
    var reason = rejection.reason();
    return batches.reject(id, person.getName(), reason == null ? "" : reason);
  }

  @GetMapping("/api/payment-batches/{id}/file")
  @Operation(summary = "The bank file of a released batch (pain.001.001.09), always the same")
  ResponseEntity<byte[]> file(@PathVariable String id) {
    return BankFileAnswer.of(batches.file(id));
  }

  @PostMapping(path = "/api/bank-statements", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(summary = "Take a bank statement (camt.053.001.08); each file counts once")
  StatementResult statement(
      @RequestParam(required = false) @Nullable MultipartFile file, Authentication person)
      throws IOException {
    if (file == null || file.isEmpty()) {
      throw InvalidInput.of("file", "required", "a bank statement (camt.053.001.08) is required");
    }
    return statements.take(file.getBytes(), person.getName());
  }

  @PostMapping(
      path = "/api/bank-statements",
      consumes = {MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE})
  @Operation(summary = "Take a bank statement sent as it is")
  StatementResult statement(@RequestBody byte[] content, Authentication person) {
    return statements.take(content, person.getName());
  }

  @GetMapping("/api/bank-statements/queue")
  @Operation(summary = "Movements that settled no payment, each with its problem")
  List<BankEntryView> queue() {
    return statements.queue(LISTED);
  }

  private static boolean seesAccounts(Authentication person) {
    return person.getAuthorities().stream()
        .anyMatch(role -> "ROLE_FINANCE_OFFICER".equals(role.getAuthority()));
  }
}
