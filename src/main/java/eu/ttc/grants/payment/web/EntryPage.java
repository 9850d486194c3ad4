package eu.ttc.grants.payment.web;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.BankEntryView;
import eu.ttc.grants.payment.EntryProblem;
import eu.ttc.grants.payment.EntrySolutions;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Set;
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
 * One thing that the bank told: matched to a payment by one officer and confirmed by another, or
 * closed with a reason.
 */
@Controller
@RequestMapping("/payments/statements/{message}/entries/{position}")
class EntryPage {

  private static final int LISTED = 500;
  private static final Set<PaymentState> AT_THE_BANK =
      Set.of(PaymentState.RELEASED, PaymentState.ACCEPTED);
  private static final Set<PaymentState> COMING_BACK =
      Set.of(PaymentState.RELEASED, PaymentState.ACCEPTED, PaymentState.BOOKED);

  private final EntrySolutions solutions;
  private final Payments payments;
  private final FinancePeople people;

  EntryPage(EntrySolutions solutions, Payments payments, FinancePeople people) {
    this.solutions = solutions;
    this.payments = payments;
    this.people = people;
  }

  @GetMapping
  String entry(
      @PathVariable long message, @PathVariable int position, Authentication person, Model model) {
    var entry = solutions.get(message, position);
    var acts = people.act(person);
    model.addAttribute("entry", acts ? entry : entry.masked());
    model.addAttribute("acts", acts);
    model.addAttribute("names", people.names(entry));
    model.addAttribute("matchable", matchable(entry));
    model.addAttribute("awaited", solutions.awaited(entry, LISTED));
    return "payments/entry";
  }

  /** The payments that this movement can be: of the same amount, and still to be settled by it. */
  private List<PaymentView> matchable(BankEntryView entry) {
    var amount = entry.amount();
    if (amount == null || entry.problem() == EntryProblem.RECOVERED_BEFORE) {
      return List.of();
    }
    var states = "DEBIT".equals(entry.direction()) ? AT_THE_BANK : COMING_BACK;
    return payments.list(states, LISTED).stream()
        .filter(payment -> amount.compareTo(Cents.of(payment.amountCents()).inEuros()) == 0)
        .toList();
  }

  @PostMapping("/match")
  String match(
      @PathVariable long message,
      @PathVariable int position,
      @RequestParam(defaultValue = "") String payment,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    model.addAttribute("payment", payment);
    model.addAttribute("matchReason", reason);
    return done(
        message,
        position,
        person,
        response,
        model,
        "match",
        () ->
            solutions.match(
                message, position, payment, reason.replace("\0", ""), person.getName()));
  }

  @PostMapping("/confirmation")
  String confirm(
      @PathVariable long message,
      @PathVariable int position,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    return done(
        message,
        position,
        person,
        response,
        model,
        "confirm",
        () -> solutions.confirm(message, position, person.getName()));
  }

  @PostMapping("/dismissal")
  String dismiss(
      @PathVariable long message,
      @PathVariable int position,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    return done(
        message,
        position,
        person,
        response,
        model,
        "dismiss",
        () -> solutions.dismiss(message, position, person.getName()));
  }

  @PostMapping("/closure")
  String close(
      @PathVariable long message,
      @PathVariable int position,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    model.addAttribute("closeReason", reason);
    return done(
        message,
        position,
        person,
        response,
        model,
        "close",
        () -> solutions.close(message, position, reason.replace("\0", ""), person.getName()));
  }

  /** Keeps what was typed, and shows the page as things now stand, when it was not possible. */
  private String done(
      long message,
      int position,
      Authentication person,
      HttpServletResponse response,
      Model model,
      String form,
      Runnable work) {
    try {
      work.run();
      return "redirect:/payments/statements/%d/entries/%d".formatted(message, position);
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      var problem = wrong.problems().getFirst();
      model.addAttribute(form + "Problem", problem.field() + "." + problem.rule());
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", refused.getMessage());
    }
    return entry(message, position, person, model);
  }
}
