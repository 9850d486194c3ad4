package eu.ttc.grants.portal.api;

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
  private final Access access;

  StateAidApi(AidComputations computations, DeMinimisOfGrants deMinimis, Access access) {
    this.computations = computations;
    this.deMinimis = deMinimis;
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
