package eu.ttc.grants.portal.api;

import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.BankAccountChange;
import eu.ttc.grants.payment.BankAccountState;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.payment.NewAccount;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/bank-account")
@Tag(name = "Payments")
class BankAccountApi {

  private final BankAccounts accounts;
  private final Access access;

  BankAccountApi(BankAccounts accounts, Access access) {
    this.accounts = accounts;
    this.access = access;
  }

  /**
   * The last question for a bank account; accounts are masked.
   *
   * @param refusal why the account could not be used
   */
  record BankAccountAnswer(
      String application,
      int number,
      BankAccountState state,
      Instant askedAt,
      String oldIban,
      @Nullable String iban,
      @Nullable Instant givenAt,
      @Nullable Instant coolingUntil,
      @Nullable Instant decidedAt,
      @Nullable String refusal) {

    static BankAccountAnswer of(BankAccountChange change) {
      var masked = change.masked();
      return new BankAccountAnswer(
          change.application().value(),
          change.number(),
          change.state(),
          change.askedAt(),
          masked.oldIban(),
          masked.iban(),
          change.givenAt(),
          change.coolingUntil(),
          change.decidedAt(),
          change.refusal());
    }
  }

  @GetMapping
  @Operation(summary = "Whether another bank account is asked for, and what became of it")
  BankAccountAnswer last(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return accounts.of(ref).stream()
        .reduce((earlier, later) -> later)
        .map(BankAccountAnswer::of)
        .orElseThrow(() -> new Unknown("question for a bank account of", ref));
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary =
          "Name another bank account, with the id of a document of kind BANK_ACCOUNT as proof")
  BankAccountAnswer give(
      @PathVariable String reference, @RequestBody NewAccount account, Authentication signedIn) {
    return BankAccountAnswer.of(
        accounts.give(Access.reference(reference), signedIn.getName(), account));
  }
}
