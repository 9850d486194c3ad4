package eu.ttc.grants.portal.pages;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What everybody may read: what the programme offers and where its money is. */
@Controller
class HomePage {

  private final Budget budget;

  HomePage(Budget budget) {
    this.budget = budget;
  }

  @GetMapping("/")
  String home(Model model) {
    var lines = budget.totals();
    var vouchers = lines.stream().mapToInt(LineTotals::vouchers).sum();
    var taken = lines.stream().mapToInt(LineTotals::vouchersTaken).sum();
    model.addAttribute("vouchers", vouchers);
    model.addAttribute("vouchersLeft", vouchers - taken);
    return "home";
  }

  @GetMapping("/budget")
  String budget(Model model) {
    model.addAttribute("lines", budget.totals());
    return "budget";
  }
}
