package eu.ttc.grants.payment.web;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.payment.BankEntryView;
import eu.ttc.grants.payment.BankMessageResult;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.BatchSummary;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.PaymentFile;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.Remedy;
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
  private final BankMessages messages;

  PaymentsApi(Payments payments, PaymentBatches batches, BankMessages messages) {
    this.payments = payments;
    this.batches = batches;
    this.messages = messages;
  }

  /** Why something is given up, refused, closed or right all the same. */
  record Reason(@Nullable String reason) {

    static String of(@Nullable Reason given) {
      return given == null || given.reason() == null ? "" : given.reason();
    }
  }

  /** How a failed payment is paid all the same, and why. */
  record RemedyInput(@Nullable Remedy remedy, @Nullable String reason) {}

  @GetMapping("/api/payments")
  @Operation(summary = "Payments, newest first; accounts are masked for auditors")
  List<PaymentView> list(
      @RequestParam(required = false) @Nullable Set<PaymentState> state, Authentication person) {
    var states = state == null || state.isEmpty() ? EnumSet.allOf(PaymentState.class) : state;
    var found = payments.list(states, LISTED);
    return Role.FINANCE_OFFICER.isHeldBy(person)
        ? found
        : found.stream().map(PaymentView::masked).toList();
  }

  @GetMapping("/api/payments/{id}")
  @Operation(summary = "One payment with its history; the account is masked for auditors")
  PaymentFile payment(@PathVariable String id, Authentication person) {
    var payment = payments.get(id);
    return Role.FINANCE_OFFICER.isHeldBy(person) ? payment : payment.masked();
  }

  @PostMapping("/api/payments/{id}/remedy")
  @Operation(
      summary = "Say how a failed payment is paid all the same: to the same or another account")
  PaymentFile remedy(
      @PathVariable String id, @RequestBody RemedyInput input, Authentication person) {
    if (input.remedy() == null) {
      throw InvalidInput.of("remedy", "required", "is NEW_ACCOUNT or SAME_ACCOUNT");
    }
    var reason = input.reason() == null ? "" : input.reason();
    payments.decideRemedy(id, input.remedy(), reason, person.getName());
    return payments.get(id);
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
    return Role.FINANCE_OFFICER.isHeldBy(person) ? batch : batch.masked();
  }

  @PostMapping("/api/payment-batches/{id}/release")
  @Operation(
      summary =
          "Release a batch, or be one of several who do; by somebody else than who prepared it or"
              + " had a part in its cases")
  BatchView release(
      @PathVariable String id,
      @RequestBody(required = false) @Nullable Reason reason,
      Authentication person) {
    return batches.release(id, person.getName(), Reason.of(reason));
  }

  @PostMapping("/api/payment-batches/{id}/rejection")
  @Operation(summary = "Give up a batch before its release; its payments wait for another one")
  BatchView reject(@PathVariable String id, @RequestBody Reason reason, Authentication person) {
    return batches.reject(id, person.getName(), Reason.of(reason));
  }

  @GetMapping("/api/payment-batches/{id}/file")
  @Operation(summary = "The bank file of a released batch (pain.001.001.09), always the same")
  ResponseEntity<byte[]> file(@PathVariable String id) {
    return BankFileAnswer.of(batches.file(id));
  }

  @PostMapping(path = "/api/bank-statements", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @Operation(
      summary =
          "Take a file of the bank: statement (camt.053.001.08), advice (camt.054.001.08) or status"
              + " report (pain.002.001.10); each file counts once")
  BankMessageResult statement(
      @RequestParam(required = false) @Nullable MultipartFile file, Authentication person)
      throws IOException {
    if (file == null || file.isEmpty()) {
      throw InvalidInput.of(
          "file", "required", "a file of the bank (camt.053, camt.054 or pain.002) is required");
    }
    return messages.take(file.getBytes(), person.getName());
  }

  @PostMapping(
      path = "/api/bank-statements",
      consumes = {MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE})
  @Operation(summary = "Take a file of the bank sent as it is")
  BankMessageResult statement(@RequestBody byte[] content, Authentication person) {
    return messages.take(content, person.getName());
  }

  @GetMapping("/api/bank-statements/queue")
  @Operation(summary = "What settled no payment and waits, each with its problem")
  List<BankEntryView> queue() {
    return messages.queue(LISTED);
  }
}
