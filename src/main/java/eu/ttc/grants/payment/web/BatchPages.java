package eu.ttc.grants.payment.web;

import eu.ttc.grants.identity.FreshSignIn;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.PaymentBatches;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
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
 * One batch: who prepared it, who released it so far and who still may, release with a fresh
 * sign-in, rejection, bank file. A refusal shows the page as things now stand, which says why.
 */
@Controller
@RequestMapping("/payments/batches/{id}")
class BatchPages {

  private final PaymentBatches batches;
  private final FinancePeople people;
  private final FreshSignIn freshSignIn;
  private final boolean bankIsSimulated;

  BatchPages(
      PaymentBatches batches,
      FinancePeople people,
      FreshSignIn freshSignIn,
      Optional<SimulatedBank> simulatedBank) {
    this.batches = batches;
    this.people = people;
    this.freshSignIn = freshSignIn;
    this.bankIsSimulated = simulatedBank.isPresent();
  }

  @GetMapping
  String batch(@PathVariable String id, Authentication person, Model model) {
    var batch = batches.get(id);
    var acts = people.act(person);
    model.addAttribute("batch", acts ? batch : batch.masked());
    model.addAttribute("acts", acts);
    model.addAttribute("simulated", bankIsSimulated);
    var concerned = new ArrayList<>(people.officers());
    if (batch.state().waits()) {
      model.addAttribute("hindrances", batches.hindrances(id, concerned));
    }
    model.addAttribute("names", people.names(batch, concerned));
    return "payments/batch";
  }

  @PostMapping("/release")
  String release(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String password,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    return switch (freshSignIn.confirm(request, password)) {
      case SIGNED_OUT -> "redirect:/sign-in?failed";
      case MISSING, WRONG -> {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("passwordProblem", password.isEmpty() ? "required" : "wrong");
        model.addAttribute("why", reason);
        yield batch(id, person, model);
      }
      case CONFIRMED -> {
        try {
          batches.release(id, person.getName(), reason.replace("\0", ""));
          yield "redirect:/payments/batches/" + id;
        } catch (NotNow refused) {
          yield refused(id, person, response, model);
        } catch (InvalidInput wrong) {
          response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
          model.addAttribute("why", reason);
          model.addAttribute("whyProblem", reason.isBlank() ? "required" : "tooLong");
          yield batch(id, person, model);
        }
      }
    };
  }

  @PostMapping("/rejection")
  String reject(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      Authentication person,
      HttpServletResponse response,
      Model model) {
    try {
      batches.reject(id, person.getName(), reason.replace("\0", ""));
      return "redirect:/payments/batches/" + id;
    } catch (NotNow refused) {
      return refused(id, person, response, model);
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      model.addAttribute("reason", reason);
      model.addAttribute("reasonProblem", reason.isBlank() ? "required" : "tooLong");
      return batch(id, person, model);
    }
  }

  @GetMapping("/file")
  ResponseEntity<byte[]> file(@PathVariable String id) {
    try {
      return BankFileAnswer.of(batches.file(id));
    } catch (NotNow noFileYet) {
      var page = URI.create("/payments/batches/" + id);
      return ResponseEntity.status(HttpStatus.SEE_OTHER).location(page).build();
    }
  }

  private String refused(
      String id, Authentication person, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.CONFLICT.value());
    model.addAttribute("refused", true);
    return batch(id, person, model);
  }
}
