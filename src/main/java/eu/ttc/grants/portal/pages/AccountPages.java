package eu.ttc.grants.portal.pages;

import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Register;
import eu.ttc.grants.kernel.InvalidInput;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Signing in and becoming an applicant. */
@Controller
class AccountPages {

  private final Accounts accounts;
  private final FieldTexts texts;

  AccountPages(Accounts accounts, FieldTexts texts) {
    this.accounts = accounts;
    this.texts = texts;
  }

  @GetMapping("/sign-in")
  String signIn() {
    return "sign-in";
  }

  @GetMapping("/register")
  String form(Model model, Locale locale) {
    var language = Language.nearest(locale);
    model.addAttribute("form", new Filled(texts, Map.of("language", language.code())));
    return "register";
  }

  @PostMapping("/register")
  String register(@RequestParam Map<String, String> typed, Model model) {
    var form = new Filled(texts, typed);
    try {
      accounts.register(
          new Register(
              form.value("username").strip(),
              form.value("displayName").replace("\0", ""),
              form.value("email").strip(),
              form.value("password"),
              Language.parse(form.value("language")).orElse(null)));
      return "redirect:/sign-in?registered";
    } catch (InvalidInput wrong) {
      form.put("password", "");
      model.addAttribute("form", form.with(wrong.problems()));
      return "register";
    }
  }
}
