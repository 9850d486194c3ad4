package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.Unknown;
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

/** The conditions of an award, and what its applicant sends to show that they are met. */
@Controller
@RequestMapping("/applications/{reference}/conditions")
class ConditionsPage {

  private static final String FILES = "conditionDocuments";

  private final Conditions conditions;
  private final Documents documents;
  private final UploadedFiles uploaded;
  private final Access access;
  private final FieldTexts texts;

  ConditionsPage(
      Conditions conditions,
      Documents documents,
      UploadedFiles uploaded,
      Access access,
      FieldTexts texts) {
    this.conditions = conditions;
    this.documents = documents;
    this.uploaded = uploaded;
    this.access = access;
    this.texts = texts;
  }

  @GetMapping
  String page(@PathVariable String reference, Principal person, Model model) {
    return show(access.own(reference, person), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String prove(
      @PathVariable String reference,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    var chosen =
        files.getOrDefault(FILES, List.of()).stream().filter(UploadedFiles::isChosen).toList();
    var form = new Filled(texts, Map.of());
    form.with(
        chosen.isEmpty()
            ? List.of(new FieldProblem(FILES, "required", "is required"))
            : uploaded.store(ref, person.getName(), DocumentKind.CONDITION, FILES, chosen));
    if (form.hasProblems()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, form, model);
    }
    return "redirect:/applications/%s/conditions?sent".formatted(ref);
  }

  private String show(ApplicationView application, Filled form, Model model) {
    var ref = application.reference();
    model.addAttribute("view", application);
    model.addAttribute(
        "conditions", conditions.of(ref).orElseThrow(() -> new Unknown("conditions of", ref)));
    model.addAttribute("open", conditions.takesProof(ref));
    model.addAttribute(
        "documents",
        documents.of(ref).stream()
            .filter(document -> document.kind() == DocumentKind.CONDITION)
            .toList());
    model.addAttribute("form", form);
    return "applications/conditions";
  }
}
