package eu.ttc.grants.portal.pages;

import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.FreshSignIn;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RefundView;
import eu.ttc.grants.recovery.Refunds;
import eu.ttc.grants.recovery.Refunds.OrderRefund;
import eu.ttc.grants.recovery.RepaymentView;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What was paid back too much: one finance officer orders to send it back, another releases it with
 * a fresh sign-in, or it is kept with a reason. A refusal shows the page as things now stand.
 */
@Controller
@RequestMapping("/payments/refunds/{reference}/{number}")
class RefundPages {

  private final Refunds refunds;
  private final Recoveries recoveries;
  private final Payments payments;
  private final Access access;
  private final Accounts accounts;
  private final FreshSignIn freshSignIn;
  private final Clock clock;

  RefundPages(
      Refunds refunds,
      Recoveries recoveries,
      Payments payments,
      Access access,
      Accounts accounts,
      FreshSignIn freshSignIn,
      Clock clock) {
    this.refunds = refunds;
    this.recoveries = recoveries;
    this.payments = payments;
    this.access = access;
    this.accounts = accounts;
    this.freshSignIn = freshSignIn;
    this.clock = clock;
  }

  @GetMapping
  String page(
      @PathVariable String reference,
      @PathVariable int number,
      Authentication person,
      Model model) {
    return show(handled(reference, person), number, person, model);
  }

  @PostMapping
  String order(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String iban,
      @RequestParam(defaultValue = "") String bic,
      @RequestParam(defaultValue = "") String holder,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    var ref = handled(reference, person);
    model.addAttribute("typed", Map.of("iban", iban, "bic", bic, "holder", holder));
    model.addAttribute("why", reason);
    return done(
        ref,
        number,
        person,
        response,
        model,
        "order",
        () ->
            refunds.order(
                new OrderRefund(
                    ref,
                    number,
                    Written.plain(iban),
                    Written.plain(bic),
                    Written.plain(holder),
                    Written.plain(reason),
                    person.getName())));
  }

  @PostMapping("/{attempt}/release")
  String release(
      @PathVariable String reference,
      @PathVariable int number,
      @PathVariable int attempt,
      @RequestParam(defaultValue = "") String password,
      Authentication person,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    var ref = handled(reference, person);
    return switch (freshSignIn.confirm(request, password)) {
      case SIGNED_OUT -> "redirect:/sign-in?failed";
      case MISSING, WRONG -> {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("passwordProblem", password.isEmpty() ? "required" : "wrong");
        yield show(ref, number, person, model);
      }
      case CONFIRMED ->
          done(
              ref,
              number,
              person,
              response,
              model,
              "release",
              () -> refunds.release(ref, number, attempt, person.getName()));
    };
  }

  @PostMapping("/{attempt}/cancellation")
  String cancel(
      @PathVariable String reference,
      @PathVariable int number,
      @PathVariable int attempt,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    var ref = handled(reference, person);
    model.addAttribute("cancelReason", reason);
    return done(
        ref,
        number,
        person,
        response,
        model,
        "cancel",
        () -> refunds.cancel(ref, number, attempt, Written.plain(reason), person.getName()));
  }

  @PostMapping("/kept")
  String keep(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    var ref = handled(reference, person);
    model.addAttribute("keepReason", reason);
    return done(
        ref,
        number,
        person,
        response,
        model,
        "keep",
        () -> refunds.keep(ref, number, Written.plain(reason), person.getName()));
  }

  @GetMapping("/{attempt}/file")
  ResponseEntity<byte[]> file(
      @PathVariable String reference,
      @PathVariable int number,
      @PathVariable int attempt,
      Authentication person) {
    return Downloads.of(refunds.file(handled(reference, person), number, attempt));
  }

  private String done(
      ApplicationRef ref,
      int number,
      Authentication person,
      HttpServletResponse response,
      Model model,
      String form,
      Runnable work) {
    try {
      work.run();
      return "redirect:/payments/refunds/%s/%d".formatted(ref, number);
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute(
          form + "Problems",
          wrong.problems().stream()
              .collect(
                  Collectors.toMap(FieldProblem::field, FieldProblem::rule, (one, other) -> one)));
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", refused.getMessage());
    }
    return show(ref, number, person, model);
  }

  private String show(ApplicationRef ref, int number, Authentication person, Model model) {
    var repayment = repayment(ref, number);
    var acts = Role.FINANCE_OFFICER.isHeldBy(person);
    var all = refunds.of(ref, number);
    model.addAttribute("reference", ref.value());
    model.addAttribute("number", number);
    model.addAttribute("repayment", repayment);
    model.addAttribute("refunds", acts ? all : all.stream().map(RefundView::masked).toList());
    model.addAttribute("live", all.stream().anyMatch(one -> one.state().live()));
    model.addAttribute("acts", acts);
    model.addAttribute("now", clock.instant());
    model.addAttribute("names", names(all));
    if (model.getAttribute("typed") == null) {
      model.addAttribute("typed", acts ? lastPaid(ref) : Map.of());
    }
    return "recovery/refund";
  }

  /** The account to which the enterprise was paid last, as a proposal. */
  private Map<String, String> lastPaid(ApplicationRef ref) {
    return payments.of(ref).stream()
        .filter(payment -> payment.state() == PaymentState.BOOKED)
        .reduce((earlier, later) -> later)
        .map(paid -> Map.of("iban", paid.iban(), "bic", "", "holder", paid.beneficiary()))
        .orElse(Map.of());
  }

  private RepaymentView repayment(ApplicationRef ref, int number) {
    var repayment = recoveries.get(ref, number).repayment();
    if (repayment == null) {
      throw new Unknown("repayment of " + ref, number);
    }
    return repayment;
  }

  private Map<String, String> names(List<RefundView> all) {
    return accounts.names(
        all.stream()
            .flatMap(one -> Stream.of(one.orderedBy(), one.releasedBy()))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet()));
  }

  private ApplicationRef handled(String reference, Authentication person) {
    return access.handled(reference, Viewer.of(person)).reference();
  }
}
