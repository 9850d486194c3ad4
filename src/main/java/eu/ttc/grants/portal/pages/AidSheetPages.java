package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.consortium.BonusGrounds;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The computation sheet of the aid, for the applicant and for staff; tasks in Tasklist link here.
 */
@Controller
class AidSheetPages {

  private final AidComputations computations;
  private final DeMinimisOfGrants deMinimis;
  private final BonusGrounds grounds;
  private final Access access;

  AidSheetPages(
      AidComputations computations,
      DeMinimisOfGrants deMinimis,
      BonusGrounds grounds,
      Access access) {
    this.computations = computations;
    this.deMinimis = deMinimis;
    this.grounds = grounds;
    this.access = access;
  }

  @GetMapping("/applications/{reference}/state-aid")
  String own(
      @PathVariable String reference,
      @RequestParam Optional<String> sheet,
      Authentication signedIn,
      Model model) {
    return show(access.own(reference, signedIn), "/applications/", sheet, model);
  }

  @GetMapping("/dossiers/{reference}/state-aid")
  String handled(
      @PathVariable String reference,
      @RequestParam Optional<String> sheet,
      Authentication signedIn,
      Model model) {
    return show(access.handled(reference, Viewer.of(signedIn)), "/dossiers/", sheet, model);
  }

  private String show(
      ApplicationView application, String of, Optional<String> number, Model model) {
    var ref = application.reference();
    var latest =
        computations.latest(ref).orElseThrow(() -> new Unknown("computation of aid of", ref));
    var shown =
        number.isEmpty()
            ? latest
            : number
                .filter(typed -> typed.matches("\\d{1,6}"))
                .flatMap(typed -> computations.sheet(ref, Integer.parseInt(typed)))
                .orElseThrow(
                    () -> new Unknown("computation of aid of %s".formatted(ref), number.get()));
    model.addAttribute("view", application);
    model.addAttribute("back", of + ref);
    model.addAttribute("sheet", shown);
    model.addAttribute("sheets", latest.number());
    model.addAttribute("deMinimis", deMinimis.entries(ref));
    model.addAttribute("bonusFindings", grounds.findings(ref));
    return "aid/page";
  }
}
