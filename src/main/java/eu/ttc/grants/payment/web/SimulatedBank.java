package eu.ttc.grants.payment.web;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.BatchView;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
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

  /** What the bank may answer besides a statement of what it paid. */
  enum Answer {
    ACCEPTED,
    REJECTED,
    NO_MATCH,
    ADVICE,
    RETURNED
  }

  @GetMapping({
    "/api/payment-batches/{id}/simulated-statement",
    "/payments/batches/{id}/simulated-statement"
  })
  ResponseEntity<byte[]> statement(@PathVariable String id) {
    return file(id + "-statement.xml", SimulatedStatement.about(released(id), account));
  }

  /**
   * Another answer of the bank.
   *
   * @param reason code for a rejection or return
   */
  @GetMapping({
    "/api/payment-batches/{id}/simulated-answer",
    "/payments/batches/{id}/simulated-answer"
  })
  ResponseEntity<byte[]> answer(
      @PathVariable String id,
      @RequestParam Answer answer,
      @RequestParam(defaultValue = "AC04") String reason) {
    if (!reason.matches("[A-Z0-9]{4}")) {
      throw InvalidInput.of("reason", "pattern", "is a code of four letters and digits, as AC04");
    }
    var batch = released(id);
    var day = Objects.requireNonNull(batch.executionOn());
    var name = "SIM-%s-%s".formatted(id, answer.name().substring(0, 3));
    return file(
        "%s-%s.xml".formatted(id, answer.name().toLowerCase(Locale.ROOT)),
        content(batch, day, name, answer, reason));
  }

  private byte[] content(
      BatchView batch, LocalDate day, String name, Answer answer, String reason) {
    return switch (answer) {
      case ACCEPTED -> SimulatedFiles.report(name, day, batch, new Said("ACSP", null), Map.of());
      case REJECTED ->
          SimulatedFiles.report(
              name, day, batch, new Said("PART", null), each(batch, new Said("RJCT", reason)));
      case NO_MATCH ->
          SimulatedFiles.report(
              name, day, batch, new Said("RVCM", null), each(batch, new Said("RVNM", null)));
      case ADVICE ->
          SimulatedFiles.advice(
              name,
              day,
              batch.lines().stream().filter(SimulatedBank::goes).map(Movement::out).toList(),
              account);
      case RETURNED ->
          SimulatedFiles.advice(
              name,
              day.plusDays(1),
              batch.lines().stream()
                  .filter(SimulatedBank::goes)
                  .map(payment -> Movement.back(payment, reason))
                  .toList(),
              account);
    };
  }

  private static Map<String, Said> each(BatchView batch, Said said) {
    return batch.lines().stream()
        .filter(SimulatedBank::goes)
        .map(PaymentView::endToEndId)
        .collect(Collectors.toMap(Function.identity(), payment -> said));
  }

  private static boolean goes(PaymentView payment) {
    return List.of(PaymentState.RELEASED, PaymentState.ACCEPTED, PaymentState.BOOKED)
        .contains(payment.state());
  }

  private BatchView released(String id) {
    var batch = batches.get(id);
    if (batch.executionOn() == null) {
      throw new NotNow("A bank executes a batch after its release; %s is not.".formatted(id));
    }
    return batch;
  }

  private static ResponseEntity<byte[]> file(String name, byte[] content) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_XML)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name).build().toString())
        .body(content);
  }
}
