package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}")
@Tag(name = "Withdrawal")
class WithdrawalApi {

  private final Withdrawals withdrawals;
  private final Access access;

  WithdrawalApi(Withdrawals withdrawals, Access access) {
    this.withdrawals = withdrawals;
    this.access = access;
  }

  /** Why the applicant withdraws; may be left out. */
  record WithdrawalInput(@Nullable String reason) {}

  /** Why the programme ends the agreement, and what the beneficiary said when heard. */
  record TerminationInput(@Nullable String reason, @Nullable String hearing) {}

  /** How the application ended. */
  record EndedAnswer(String reference, ApplicationStatus status) {}

  @PostMapping("/withdrawal")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(
      summary = "Withdraw, at any time before payment; gives back what is held",
      description =
          "WITHDRAWN before an accepted agreement, TERMINATED after it. Again it changes nothing.")
  EndedAnswer withdraw(
      @PathVariable String reference,
      @RequestBody(required = false) @Nullable WithdrawalInput input,
      Authentication signedIn) {
    var ref = Access.reference(reference);
    var reason = input == null ? "" : Objects.requireNonNullElse(input.reason(), "");
    return new EndedAnswer(ref.value(), withdrawals.withdraw(ref, signedIn.getName(), reason));
  }

  @PostMapping("/termination")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  @Operation(summary = "Terminate an accepted agreement before its payment")
  EndedAnswer terminate(
      @PathVariable String reference,
      @RequestBody TerminationInput input,
      Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    withdrawals.terminate(
        new Terminate(
            ref,
            Objects.requireNonNullElse(input.reason(), ""),
            Objects.requireNonNullElse(input.hearing(), ""),
            signedIn.getName()));
    return new EndedAnswer(ref.value(), ApplicationStatus.TERMINATED);
  }
}
