package eu.ttc.grants.payment.web;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.WaitingPayment;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** What waits to be paid, the batches, and what the bank answered. */
@Controller
class PaymentPages {

  private static final int LISTED = 500;
  private static final int LATEST = 50;

  private final Payments payments;
  private final PaymentBatches batches;
  private final BankMessages messages;
  private final BankAccounts accounts;
  private final FinancePeople people;

  PaymentPages(
      Payments payments,
      PaymentBatches batches,
      BankMessages messages,
      BankAccounts accounts,
      FinancePeople people) {
    this.payments = payments;
    this.batches = batches;
    this.messages = messages;
    this.accounts = accounts;
    this.people = people;
  }

  @GetMapping("/payments")
  String overview(Authentication person, Model model) {
    var waiting = payments.waiting(LISTED);
    var payable = waiting.stream().filter(WaitingPayment::payable).map(WaitingPayment::payment);
    var latest = batches.latest(LATEST);
    var taken = messages.latest(LATEST);
    model.addAttribute("waiting", waiting);
    model.addAttribute("payableCount", waiting.stream().filter(WaitingPayment::payable).count());
    model.addAttribute("payableCents", payable.mapToLong(one -> one.amountCents()).sum());
    model.addAttribute("batches", latest);
    model.addAttribute("statements", taken);
    model.addAttribute("queue", messages.queue(LISTED));
    model.addAttribute("undecided", payments.undecided());
    model.addAttribute("changes", accounts.open());
    model.addAttribute("acts", people.act(person));
    model.addAttribute("names", people.names(latest, taken));
    return "payments/overview";
  }

  @PostMapping("/payments/batches")
  String prepare(Authentication person, HttpServletResponse response, Model model) {
    try {
      return "redirect:/payments/batches/" + batches.prepare(person.getName()).id();
    } catch (NotNow nothingWaits) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("nothingWaits", true);
      return overview(person, model);
    }
  }

  @PostMapping("/payments/statements")
  String take(
      @RequestParam(required = false) @Nullable MultipartFile file,
      Authentication person,
      HttpServletResponse response,
      Model model)
      throws IOException {
    try {
      var content = file == null ? new byte[0] : file.getBytes();
      return "redirect:/payments/statements/" + messages.take(content, person.getName()).id();
    } catch (InvalidInput refused) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("fileName", file == null ? "" : file.getOriginalFilename());
      model.addAttribute("problem", refused.problems().getFirst());
      return overview(person, model);
    }
  }

  @GetMapping("/payments/statements/{id}")
  String statement(@PathVariable long id, Model model) {
    var statement = messages.get(id);
    model.addAttribute("statement", statement);
    model.addAttribute("names", people.names(statement));
    return "payments/statement";
  }
}
