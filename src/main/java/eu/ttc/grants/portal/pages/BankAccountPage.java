package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.payment.BankAccountChange;
import eu.ttc.grants.payment.BankAccountState;
import eu.ttc.grants.payment.BankAccounts;
import eu.ttc.grants.payment.NewAccount;
import eu.ttc.grants.portal.Access;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Takes another bank account with its proof, after a payment that failed. */
@Controller
@RequestMapping("/applications/{reference}/bank-account")
class BankAccountPage {

  private static final String PROOF = "proof";

  private final Access access;
  private final BankAccounts accounts;
  private final Documents documents;
  private final UploadedFiles uploaded;
  private final FieldTexts texts;

  BankAccountPage(
      Access access,
      BankAccounts accounts,
      Documents documents,
      UploadedFiles uploaded,
      FieldTexts texts) {
    this.access = access;
    this.accounts = accounts;
    this.documents = documents;
    this.uploaded = uploaded;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  /** Keeps the document first, so that it is there when something else is wrong. */
  @PostMapping
  String give(
      @PathVariable String reference,
      @RequestParam(defaultValue = "") String iban,
      @RequestParam(defaultValue = "") String bic,
      @RequestParam(defaultValue = "") String holder,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    var form =
        new Filled(
            texts,
            Map.of(
                "iban",
                Written.plain(iban),
                "bic",
                Written.plain(bic),
                "holder",
                Written.plain(holder)));
    if (isAsked(accounts.of(ref))) {
      form.with(
          uploaded.store(
              ref,
              person.getName(),
              DocumentKind.BANK_ACCOUNT,
              PROOF,
              files.getOrDefault(PROOF, List.of())));
    }
    if (!form.hasProblems()) {
      try {
        accounts.give(
            ref,
            person.getName(),
            new NewAccount(form.value("iban"), form.value("bic"), form.value("holder"), null));
      } catch (InvalidInput wrong) {
        form.with(wrong.problems());
      }
    }
    if (form.hasProblems()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form, model);
    }
    return "redirect:/applications/%s/bank-account".formatted(ref);
  }

  private static boolean isAsked(List<BankAccountChange> all) {
    return !all.isEmpty() && all.getLast().state() == BankAccountState.ASKED;
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var all = accounts.of(application.reference());
    model.addAttribute("view", application);
    model.addAttribute("changes", all.reversed());
    model.addAttribute("open", isAsked(all));
    model.addAttribute("enterprise", application.dossier().enterprise().name());
    model.addAttribute(
        "documents",
        documents.of(application.reference()).stream()
            .filter(document -> document.kind() == DocumentKind.BANK_ACCOUNT)
            .toList());
    model.addAttribute("form", form);
    return "applications/bank-account";
  }
}
