package eu.ttc.grants.payment.web;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.BankAccountChange;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.payment.web.PaymentsApi.Reason;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** New bank details: checked by one finance officer, approved by another. */
@RestController
@RequestMapping("/api/payments/bank-accounts")
@Tag(name = "Payments")
class BankAccountsApi {

  private final BankAccounts accounts;

  BankAccountsApi(BankAccounts accounts) {
    this.accounts = accounts;
  }

  /** Whom the officer called under a number known before, and what was said. */
  record CheckInput(@Nullable String callBack) {}

  @GetMapping
  @Operation(summary = "New bank details that are not settled; accounts are masked for auditors")
  List<BankAccountChange> open(Authentication person) {
    var found = accounts.open();
    return Role.FINANCE_OFFICER.isHeldBy(person)
        ? found
        : found.stream().map(BankAccountChange::masked).toList();
  }

  @PostMapping("/{application}/{number}/check")
  @Operation(summary = "First officer: the proof is right, and a call back confirmed it")
  BankAccountChange check(
      @PathVariable String application,
      @PathVariable int number,
      @RequestBody CheckInput input,
      Authentication person) {
    var callBack = input.callBack() == null ? "" : input.callBack();
    return accounts.check(reference(application), number, person.getName(), callBack);
  }

  @PostMapping("/{application}/{number}/approval")
  @Operation(summary = "Second officer, after the cooling period: the next payment goes there")
  BankAccountChange approve(
      @PathVariable String application, @PathVariable int number, Authentication person) {
    return accounts.approve(reference(application), number, person.getName());
  }

  @PostMapping("/{application}/{number}/refusal")
  @Operation(summary = "Refuse new bank details with a reason; the applicant is asked anew")
  BankAccountChange refuse(
      @PathVariable String application,
      @PathVariable int number,
      @RequestBody Reason reason,
      Authentication person) {
    return accounts.refuse(reference(application), number, person.getName(), Reason.of(reason));
  }

  static ApplicationRef reference(String text) {
    return ApplicationRef.parse(text).orElseThrow(() -> new Unknown("application", text));
  }
}
