package eu.ttc.grants.payment.web;

import eu.ttc.grants.identity.FreshSignIn;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.BankAccounts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * New bank details beside the old ones: one officer checks the proof and calls back, another one
 * approves with a fresh sign-in after the cooling period.
 */
@Controller
@RequestMapping("/payments/bank-accounts/{reference}/{number}")
class BankAccountPages {

  private final BankAccounts accounts;
  private final FinancePeople people;
  private final FreshSignIn freshSignIn;
  private final Clock clock;

  BankAccountPages(
      BankAccounts accounts, FinancePeople people, FreshSignIn freshSignIn, Clock clock) {
    this.accounts = accounts;
    this.people = people;
    this.freshSignIn = freshSignIn;
    this.clock = clock;
  }

  @GetMapping
  String change(
      @PathVariable String reference,
      @PathVariable int number,
      Authentication person,
      Model model) {
    var change = accounts.get(BankAccountsApi.reference(reference), number);
    var acts = people.act(person);
    var until = change.coolingUntil();
    model.addAttribute("change", acts ? change : change.masked());
    model.addAttribute("acts", acts);
    model.addAttribute("cooled", until != null && !clock.instant().isBefore(until));
    model.addAttribute("names", people.names(change));
    return "payments/bank-account";
  }

  @PostMapping("/check")
  String check(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String callBack,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    model.addAttribute("callBack", callBack);
    return done(
        reference,
        number,
        person,
        response,
        model,
        "callBack",
        () ->
            accounts.check(
                BankAccountsApi.reference(reference),
                number,
                person.getName(),
                callBack.replace("\0", "")));
  }

  @PostMapping("/approval")
  String approve(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String password,
      Authentication person,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return switch (freshSignIn.confirm(request, password)) {
      case SIGNED_OUT -> "redirect:/sign-in?failed";
      case MISSING, WRONG -> {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("passwordProblem", password.isEmpty() ? "required" : "wrong");
        yield change(reference, number, person, model);
      }
      case CONFIRMED ->
          done(
              reference,
              number,
              person,
              response,
              model,
              "approval",
              () ->
                  accounts.approve(BankAccountsApi.reference(reference), number, person.getName()));
    };
  }

  @PostMapping("/refusal")
  String refuse(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    model.addAttribute("reason", reason);
    return done(
        reference,
        number,
        person,
        response,
        model,
        "reason",
        () ->
            accounts.refuse(
                BankAccountsApi.reference(reference),
                number,
                person.getName(),
                reason.replace("\0", "")));
  }

  /** Keeps what was typed, and shows the page as things now stand, when it was not possible. */
  private String done(
      String reference,
      int number,
      Authentication person,
      HttpServletResponse response,
      Model model,
      String field,
      Runnable work) {
    try {
      work.run();
      return "redirect:/payments/bank-accounts/%s/%d".formatted(reference, number);
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute(field + "Problem", wrong.problems().getFirst().rule());
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", refused.getMessage());
    }
    return change(reference, number, person, model);
  }
}
