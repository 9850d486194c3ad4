package eu.ttc.grants.portal.api;

import eu.ttc.grants.consortium.BonusClaim;
import eu.ttc.grants.consortium.BonusFinding;
import eu.ttc.grants.consortium.BonusGrounds;
import eu.ttc.grants.consortium.BonusVerdict;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidSheet;
import eu.ttc.grants.stateaid.DeMinimisEntry;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/state-aid")
@Tag(name = "State aid")
class StateAidApi {

  private final AidComputations computations;
  private final DeMinimisOfGrants deMinimis;
  private final BonusGrounds grounds;
  private final Access access;

  StateAidApi(
      AidComputations computations,
      DeMinimisOfGrants deMinimis,
      BonusGrounds grounds,
      Access access) {
    this.computations = computations;
    this.deMinimis = deMinimis;
    this.grounds = grounds;
    this.access = access;
  }

  @GetMapping
  @Operation(
      summary = "The computation of the aid of a fund project, once there is one",
      description = "Every step with its figures, where its rule stands and what came out.")
  AidSheet latest(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return computations.latest(ref).orElseThrow(() -> new Unknown("computation of aid of", ref));
  }

  /**
   * A statement of the applicant that may raise the aid, and what an officer found.
   *
   * @param partner number of the partner, the lead is 1; 0 for the whole project
   * @param verdict null while nobody verified it; then it raises nothing
   */
  record GroundAnswer(
      BonusClaim.Kind kind,
      int partner,
      String name,
      String claimed,
      @Nullable BonusVerdict verdict,
      @Nullable String reason) {}

  @GetMapping("/grounds")
  @Operation(
      summary = "What the applicant says that may raise the aid, and what an officer found",
      description = "Beyond size and collaboration (Regulation (EU) 651/2014, Art. 25(6)).")
  List<GroundAnswer> grounds(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    var findings = grounds.findings(ref);
    return grounds.claims(ref).stream().map(claim -> answer(claim, findings)).toList();
  }

  private static GroundAnswer answer(BonusClaim claim, List<BonusFinding> findings) {
    var found = findings.stream().filter(finding -> finding.claim().isTheSameAs(claim)).findFirst();
    return new GroundAnswer(
        claim.kind(),
        claim.partner(),
        claim.name(),
        claim.claimed(),
        found.map(BonusFinding::verdict).orElse(null),
        found.map(BonusFinding::reason).orElse(null));
  }

  @GetMapping("/de-minimis")
  @Operation(
      summary = "What the grant of a fund project holds in de minimis accounts",
      description =
          "One entry per enterprise and day: reserved until the agreement is signed by all, granted"
              + " from then on. Empty when nothing of it is de minimis aid.")
  List<DeMinimisEntry> deMinimis(@PathVariable String reference, Authentication signedIn) {
    return deMinimis.entries(access.visible(reference, Viewer.of(signedIn)).reference());
  }
}
