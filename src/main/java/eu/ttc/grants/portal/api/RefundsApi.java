package eu.ttc.grants.portal.api;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.recovery.RefundState;
import eu.ttc.grants.recovery.RefundView;
import eu.ttc.grants.recovery.Refunds;
import eu.ttc.grants.recovery.Refunds.OrderRefund;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What was paid back too much goes back to the payer, or is kept for a reason. */
@RestController
@RequestMapping("/api/payments/refunds/{application}/{number}")
@Tag(name = "Recovery")
class RefundsApi {

  private final Refunds refunds;
  private final Access access;

  RefundsApi(Refunds refunds, Access access) {
    this.refunds = refunds;
    this.access = access;
  }

  /** To which account of the enterprise, and why. */
  record RefundInput(
      @Nullable String iban,
      @Nullable String bic,
      @Nullable String holder,
      @Nullable String reason) {}

  /** Why. */
  record ReasonInput(@Nullable String reason) {}

  /** A refund; see the page of the same. */
  record RefundAnswer(
      String application,
      int number,
      int attempt,
      String reference,
      RefundState state,
      long amountCents,
      String beneficiary,
      String iban,
      @Nullable String bic,
      Instant notBefore,
      String reason,
      String orderedBy,
      Instant orderedAt,
      @Nullable String releasedBy,
      @Nullable Instant releasedAt,
      @Nullable LocalDate executionOn,
      @Nullable String fileSha256,
      @Nullable LocalDate bookedOn,
      @Nullable String failure) {

    static RefundAnswer of(RefundView view) {
      return new RefundAnswer(
          view.application().value(),
          view.number(),
          view.attempt(),
          view.reference(),
          view.state(),
          view.amount().value(),
          view.beneficiary(),
          view.iban(),
          view.bic(),
          view.notBefore(),
          view.reason(),
          view.orderedBy(),
          view.orderedAt(),
          view.releasedBy(),
          view.releasedAt(),
          view.executionOn(),
          view.sha256(),
          view.bookedOn(),
          view.failure());
    }
  }

  @GetMapping
  @Operation(summary = "Refunds of a repayment, oldest first; accounts are masked for auditors")
  List<RefundAnswer> all(
      @PathVariable String application, @PathVariable int number, Authentication person) {
    var found = refunds.of(handled(application, person), number);
    return found.stream()
        .map(one -> Role.FINANCE_OFFICER.isHeldBy(person) ? one : one.masked())
        .map(RefundAnswer::of)
        .toList();
  }

  @PostMapping
  @Operation(
      summary = "Order to send back what was paid too much; somebody else releases it",
      description =
          "To an account of the enterprise. One to which nothing was paid before waits five bank"
              + " days.")
  ResponseEntity<RefundAnswer> order(
      @PathVariable String application,
      @PathVariable int number,
      @RequestBody RefundInput input,
      Authentication person) {
    var ref = handled(application, person);
    var ordered =
        refunds.order(
            new OrderRefund(
                ref,
                number,
                input.iban(),
                input.bic(),
                input.holder(),
                text(input.reason()),
                person.getName()));
    return ResponseEntity.created(URI.create("/api/payments/refunds/%s/%d".formatted(ref, number)))
        .body(RefundAnswer.of(ordered));
  }

  @PostMapping("/{attempt}/release")
  @Operation(
      summary = "Release a refund; by somebody who neither ordered it nor had a part in the case")
  RefundAnswer release(
      @PathVariable String application,
      @PathVariable int number,
      @PathVariable int attempt,
      Authentication person) {
    return RefundAnswer.of(
        refunds.release(handled(application, person), number, attempt, person.getName()));
  }

  @PostMapping("/{attempt}/cancellation")
  @Operation(summary = "Give up a refund before its release")
  RefundAnswer cancel(
      @PathVariable String application,
      @PathVariable int number,
      @PathVariable int attempt,
      @RequestBody ReasonInput input,
      Authentication person) {
    return RefundAnswer.of(
        refunds.cancel(
            handled(application, person), number, attempt, text(input.reason()), person.getName()));
  }

  @PostMapping("/kept")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Close what was paid too much without sending it back")
  void keep(
      @PathVariable String application,
      @PathVariable int number,
      @RequestBody ReasonInput input,
      Authentication person) {
    refunds.keep(handled(application, person), number, text(input.reason()), person.getName());
  }

  @GetMapping("/{attempt}/file")
  @Operation(summary = "The bank file of a released refund (pain.001.001.09), always the same")
  ResponseEntity<byte[]> file(
      @PathVariable String application,
      @PathVariable int number,
      @PathVariable int attempt,
      Authentication person) {
    return Downloads.of(refunds.file(handled(application, person), number, attempt));
  }

  private ApplicationRef handled(String application, Authentication person) {
    return access.handled(application, Viewer.of(person)).reference();
  }

  private static String text(@Nullable String sent) {
    return Objects.requireNonNullElse(sent, "");
  }
}
