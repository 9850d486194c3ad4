package eu.ttc.grants.payment.web;

import eu.ttc.grants.payment.BankEntryView;
import eu.ttc.grants.payment.EntrySolutions;
import eu.ttc.grants.payment.web.PaymentsApi.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the bank told that settled no payment, and what finance officers make of it. */
@RestController
@RequestMapping("/api/bank-statements/{message}/entries/{position}")
@Tag(name = "Payments")
class EntriesApi {

  private final EntrySolutions solutions;

  EntriesApi(EntrySolutions solutions) {
    this.solutions = solutions;
  }

  /** Which payment is meant, by its end-to-end reference, and why. */
  record MatchInput(@Nullable String payment, @Nullable String reason) {}

  @GetMapping
  @Operation(summary = "One movement or status line, and what became of it")
  BankEntryView entry(@PathVariable long message, @PathVariable int position) {
    return solutions.get(message, position);
  }

  @PostMapping("/match")
  @Operation(summary = "Propose to settle a payment by this movement; somebody else confirms")
  BankEntryView match(
      @PathVariable long message,
      @PathVariable int position,
      @RequestBody MatchInput input,
      Authentication person) {
    return solutions.match(
        message,
        position,
        input.payment() == null ? "" : input.payment(),
        input.reason() == null ? "" : input.reason(),
        person.getName());
  }

  @PostMapping("/confirmation")
  @Operation(summary = "Confirm the match that somebody else proposed; the payment is settled")
  BankEntryView confirm(
      @PathVariable long message, @PathVariable int position, Authentication person) {
    return solutions.confirm(message, position, person.getName());
  }

  @PostMapping("/dismissal")
  @Operation(summary = "Do not confirm a proposed match; the entry waits again")
  BankEntryView dismiss(
      @PathVariable long message, @PathVariable int position, Authentication person) {
    return solutions.dismiss(message, position, person.getName());
  }

  @PostMapping("/closure")
  @Operation(summary = "Close an entry that concerns no payment, or was cleared up, with a reason")
  BankEntryView close(
      @PathVariable long message,
      @PathVariable int position,
      @RequestBody Reason reason,
      Authentication person) {
    return solutions.close(message, position, Reason.of(reason), person.getName());
  }
}
