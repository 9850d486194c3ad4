package eu.ttc.grants.portal.pages;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.agreement.PlanVersion;
import eu.ttc.grants.amendment.ChangeView;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.ConsentView;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.amendment.Effect;
import eu.ttc.grants.amendment.PlanRow;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Requests for changes as staff read them: all of them, and those of a case with both plans. */
@Controller
class ChangeStaffPages {

  private static final int LISTED = 500;

  private final Changes changes;
  private final Consents consents;
  private final GrantPlans plans;
  private final Documents documents;
  private final Access access;
  private final Accounts accounts;

  ChangeStaffPages(
      Changes changes,
      Consents consents,
      GrantPlans plans,
      Documents documents,
      Access access,
      Accounts accounts) {
    this.changes = changes;
    this.consents = consents;
    this.plans = plans;
    this.documents = documents;
    this.access = access;
    this.accounts = accounts;
  }

  /**
   * A request with what it does.
   *
   * @param rows both plans side by side; empty when no changed plan is known
   * @param effect of an open request, as things stand
   * @param consents of the partners concerned; empty before they are asked
   */
  public record Told(
      ChangeView change,
      List<PlanRow> rows,
      List<String> concerned,
      @Nullable Effect effect,
      List<ConsentView> consents) {}

  @GetMapping("/changes")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'AUDITOR')")
  String list(@RequestParam(defaultValue = "false") boolean settled, Model model) {
    model.addAttribute("changes", changes.list(!settled, LISTED));
    model.addAttribute("settled", settled);
    return "changes/list";
  }

  @GetMapping("/dossiers/{reference}/changes")
  String dossier(@PathVariable String reference, Authentication signedIn, Model model) {
    var application = access.handledByAll(reference, Viewer.of(signedIn));
    var ref = application.reference();
    var all = changes.of(ref).reversed();
    var versions = plans.all(ref);
    model.addAttribute("view", application);
    model.addAttribute("changes", all.stream().map(change -> told(change, versions)).toList());
    model.addAttribute("people", people(all));
    model.addAttribute("partners", plans.partners(ref));
    model.addAttribute(
        "files",
        documents.of(ref).stream()
            .filter(document -> document.kind() == DocumentKind.CHANGE)
            .collect(Collectors.toMap(DocumentInfo::id, file -> file)));
    return "changes/dossier";
  }

  @GetMapping("/dossiers/{reference}/changes/{number}/letter")
  ResponseEntity<byte[]> letter(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    var ref = access.handledByAll(reference, Viewer.of(signedIn)).reference();
    return changes
        .letter(ref, number)
        .map(Downloads::of)
        .orElseThrow(() -> new Unknown("letter about change of " + ref, number));
  }

  private Told told(ChangeView change, List<PlanVersion> versions) {
    var said = consents.of(change.application(), change.number());
    if (change.open()) {
      var effect = changes.effect(change);
      var changed = effect.changed();
      return new Told(
          change,
          changed == null ? List.of() : PlanRow.compare(effect.present(), changed),
          changed == null ? List.of() : PlanRow.concerned(effect.present(), changed),
          effect,
          said);
    }
    var after = change.newPlan();
    if (after == null || after == 1 || !change.kind().changesCosts()) {
      return new Told(change, List.of(), List.of(), null, said);
    }
    var before = versions.get(after - 2).plan();
    var plan = versions.get(after - 1).plan();
    return new Told(
        change, PlanRow.compare(before, plan), PlanRow.concerned(before, plan), null, said);
  }

  private Map<String, String> people(List<ChangeView> all) {
    var shown = new HashSet<String>();
    all.stream()
        .flatMap(one -> Stream.of(one.requestedBy(), one.assessedBy(), one.decidedBy()))
        .filter(Objects::nonNull)
        .forEach(shown::add);
    return accounts.names(shown);
  }
}
