package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.ExpertDraws;
import eu.ttc.grants.evaluation.ExpertWork;
import eu.ttc.grants.evaluation.VoidScores;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Assessments;
import eu.ttc.grants.portal.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A programme officer voids an expert's scores for a conflict that came to light late. */
@Controller
@RequestMapping("/dossiers/{reference}/evaluations/{evaluation}/voiding")
@PreAuthorize("hasRole('PROGRAMME_OFFICER')")
class VoidingPage {

  private final ExpertDraws draws;
  private final Evaluations evaluations;
  private final EvaluationRounds rounds;
  private final Accounts accounts;
  private final Access access;
  private final Assessments assessments;
  private final FieldTexts texts;

  VoidingPage(
      ExpertDraws draws,
      Evaluations evaluations,
      EvaluationRounds rounds,
      Accounts accounts,
      Access access,
      Assessments assessments,
      FieldTexts texts) {
    this.draws = draws;
    this.evaluations = evaluations;
    this.rounds = rounds;
    this.accounts = accounts;
    this.access = access;
    this.assessments = assessments;
    this.texts = texts;
  }

  @GetMapping
  String page(
      @PathVariable String reference,
      @PathVariable String evaluation,
      Authentication signedIn,
      Model model) {
    var application = handled(reference, signedIn);
    return show(application, work(application, evaluation), new Filled(texts, Map.of()), model);
  }

  @PostMapping
  String voidScores(
      @PathVariable String reference,
      @PathVariable String evaluation,
      @RequestParam(defaultValue = "") String reason,
      Authentication signedIn,
      Model model,
      HttpServletResponse response) {
    var application = handled(reference, signedIn);
    var work = work(application, evaluation);
    var form = new Filled(texts, Map.of("reason", Written.plain(reason)));
    try {
      draws.voidScores(
          new VoidScores(
              application.reference(), work.id(), form.value("reason"), signedIn.getName()));
      return "redirect:/dossiers/%s#evaluation".formatted(application.reference());
    } catch (InvalidInput wrong) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, work, form.with(wrong.problems()), model);
    }
  }

  private ApplicationView handled(String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var application = access.handled(reference, viewer);
    if (!assessments.looking(application.reference(), viewer).seesAllSubmitted()
        || rounds.of(application.reference()).isEmpty()) {
      throw new Unknown("application", reference);
    }
    return application;
  }

  private ExpertWork work(ApplicationView application, String id) {
    return evaluations.work(application.reference()).stream()
        .filter(work -> work.id().toString().equalsIgnoreCase(id))
        .findFirst()
        .orElseThrow(() -> new Unknown("evaluation", id));
  }

  private String show(ApplicationView application, ExpertWork work, Filled form, Model model) {
    model.addAttribute("view", application);
    model.addAttribute("work", work);
    model.addAttribute(
        "name", accounts.names(List.of(work.expert())).getOrDefault(work.expert(), work.expert()));
    model.addAttribute("form", form);
    return "dossiers/voiding";
  }
}
