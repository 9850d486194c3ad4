package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.SubmitGrantClaim;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.CostTable;
import eu.ttc.grants.portal.GrantStory;
import eu.ttc.grants.portal.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Claims of a grant: the one that can be handed in, and what was found and paid before. */
@Controller
class GrantClaimPages {

  private static final String FORM = "grant-claim";

  private final Access access;
  private final Documents documents;
  private final Claims all;
  private final GrantClaims claims;
  private final GrantStory story;
  private final UploadedFiles uploaded;
  private final TypedForms forms;
  private final FieldTexts texts;
  private final Clock clock;

  GrantClaimPages(
      Access access,
      Documents documents,
      Claims all,
      GrantClaims claims,
      GrantStory story,
      UploadedFiles uploaded,
      TypedForms forms,
      FieldTexts texts,
      Clock clock) {
    this.access = access;
    this.documents = documents;
    this.all = all;
    this.claims = claims;
    this.story = story;
    this.uploaded = uploaded;
    this.forms = forms;
    this.texts = texts;
    this.clock = clock;
  }

  @GetMapping("/applications/{reference}/grant-claim")
  String own(@PathVariable String reference, Principal person, Model model) {
    var application = access.own(reference, person);
    var typed = forms.find(application.reference(), FORM).map(TypedForms.Typed::fields);
    return show(application, new Filled(texts, typed.orElse(Map.of())), model);
  }

  /** What was claimed and found, with what a machine noticed. */
  @GetMapping("/dossiers/{reference}/claims")
  String handled(@PathVariable String reference, Authentication signedIn, Model model) {
    var application = access.handled(reference, Viewer.of(signedIn));
    requireGrant(application);
    told(application, model);
    model.addAttribute("staff", true);
    model.addAttribute("back", "/dossiers/" + application.reference());
    return "grant/claims";
  }

  /**
   * Adds the files that were sent, then does what the pressed button says. Whatever is wrong,
   * everything typed is kept.
   *
   * @param action {@code submit}, {@code keep}, {@code table}, {@code add} or {@code remove:<row>}
   */
  @PostMapping("/applications/{reference}/grant-claim")
  String send(
      @PathVariable String reference,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      @RequestParam(name = "do", defaultValue = "submit") String action,
      Principal person,
      Model model,
      HttpServletResponse response) {
    var application = access.own(reference, person);
    var ref = application.reference();
    if (open(ref).isEmpty()) {
      throw new NotNow("No claim of %s can be handed in now.".formatted(ref));
    }
    var verb = action.split(":", 2)[0];
    var problems =
        new ArrayList<>(
            uploaded.store(
                ref,
                person.getName(),
                DocumentKind.EVIDENCE,
                "documentIds",
                files.getOrDefault("documentIds", List.of())));
    var fields = GrantClaimForm.fields(sent);
    if (verb.equals("table")) {
      var table = table(files);
      if (table.problem().isEmpty()) {
        fields = GrantClaimForm.with(fields, table, evidence(ref));
        problems.addAll(GrantClaimForm.read(fields).unreadable());
      } else {
        problems.add(new FieldProblem("csv", "table", table.problem()));
      }
    }
    fields =
        switch (verb) {
          case "add" -> Rows.with(fields, GrantClaimForm.COSTS);
          case "remove" -> Rows.without(fields, action.substring("remove:".length()));
          case "submit" -> Rows.withoutBlank(fields);
          default -> fields;
        };
    if (Rows.of(fields, GrantClaimForm.COSTS).size() > GrantClaims.MOST_COSTS) {
      problems.add(
          new FieldProblem(
              GrantClaimForm.COSTS,
              "size",
              "must have at most %d lines".formatted(GrantClaims.MOST_COSTS)));
    }
    forms.keep(ref, FORM, fields);
    if (verb.equals("submit") && problems.isEmpty()) {
      problems.addAll(submit(ref, person.getName(), fields));
    }
    if (!problems.isEmpty()) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      return show(application, new Filled(texts, fields).with(problems), model);
    }
    if (verb.equals("submit")) {
      forms.keep(ref, FORM, Map.of());
      return "redirect:/applications/%s/grant-claim?submitted".formatted(ref);
    }
    return "redirect:/applications/%s/grant-claim?kept#costs".formatted(ref);
  }

  private List<FieldProblem> submit(
      ApplicationRef ref, String applicant, Map<String, String> fields) {
    var said = GrantClaimForm.read(fields);
    var command =
        new SubmitGrantClaim(
            ref,
            applicant,
            said.kind(),
            fields.getOrDefault("report", ""),
            fields.getOrDefault("results", ""),
            said.costs());
    if (!said.unreadable().isEmpty()) {
      return Stream.concat(
              said.unreadable().stream(), GrantClaimForm.named(claims.problems(command)).stream())
          .toList();
    }
    return switch (claims.submit(command)) {
      case Submitted now -> List.of();
      case NotOpen(var explanation) -> throw new NotNow(explanation);
      case Incomplete(var problems) -> GrantClaimForm.named(problems);
    };
  }

  private String show(ApplicationView application, Filled form, Model model) {
    requireGrant(application);
    var ref = application.reference();
    told(application, model);
    model.addAttribute("staff", false);
    model.addAttribute("back", "/applications/" + ref);
    model.addAttribute("open", open(ref).orElse(null));
    model.addAttribute("form", form);
    model.addAttribute("kinds", GrantClaimForm.KINDS);
    model.addAttribute("categories", AidCategory.values());
    model.addAttribute("parked", claims.parked(ref).size());
    return "grant/claims";
  }

  private void told(ApplicationView application, Model model) {
    var ref = application.reference();
    model.addAttribute("view", application);
    model.addAttribute("claims", story.of(ref));
    model.addAttribute("partners", claims.partners(ref));
    model.addAttribute("evidence", evidence(ref));
  }

  /** The claim that can be handed in now. */
  private Optional<ClaimView> open(ApplicationRef ref) {
    var known = all.of(ref);
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of(known.getLast())
            .filter(claim -> claim.state() == ClaimState.OPEN)
            .filter(claim -> !clock.instant().isAfter(claim.dueAt()));
  }

  private static void requireGrant(ApplicationView application) {
    if (application.scheme() != Scheme.INNOVATION_FUND) {
      throw new Unknown("grant claims of", application.reference());
    }
  }

  private List<DocumentInfo> evidence(ApplicationRef ref) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.EVIDENCE)
        .toList();
  }

  private static CostTable table(MultiValueMap<String, MultipartFile> files) {
    var file = files.getFirst("csv");
    if (file == null || file.isEmpty()) {
      return new CostTable(List.of(), "choose a file");
    }
    try {
      return CostTable.read(new String(file.getBytes(), StandardCharsets.UTF_8));
    } catch (IOException lost) {
      return new CostTable(List.of(), "the file could not be read: " + lost.getMessage());
    }
  }
}
