package eu.ttc.grants.payment.web;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.Remedy;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One payment: where it stands, what happened to it, and what to do when it failed. */
@Controller
@RequestMapping("/payments/instructions/{id}")
class PaymentPage {

  private final Payments payments;
  private final FinancePeople people;

  PaymentPage(Payments payments, FinancePeople people) {
    this.payments = payments;
    this.people = people;
  }

  @GetMapping
  String payment(@PathVariable String id, Authentication person, Model model) {
    var file = payments.get(id);
    var acts = people.act(person);
    model.addAttribute("file", acts ? file : file.masked());
    model.addAttribute("acts", acts);
    model.addAttribute("names", people.names(file));
    return "payments/payment";
  }

  @PostMapping("/remedy")
  String remedy(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Remedy remedy,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    model.addAttribute("chosen", remedy);
    model.addAttribute("reason", reason);
    if (remedy == null) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("remedyProblem", "required");
      return payment(id, person, model);
    }
    try {
      payments.decideRemedy(id, remedy, reason.replace("\0", ""), person.getName());
      return "redirect:/payments/instructions/" + id;
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("reasonProblem", reason.isBlank() ? "required" : "tooLong");
    } catch (NotNow refused) {
      response.setStatus(HttpStatus.CONFLICT.value());
      model.addAttribute("refused", refused.getMessage());
    }
    return payment(id, person, model);
  }
}
