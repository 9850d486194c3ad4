package eu.ttc.grants.portal.api;

import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.support.VisitState;
import eu.ttc.grants.support.VisitView;
import eu.ttc.grants.support.Visits;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/visit")
@Tag(name = "Visit")
class VisitApi {

  private final Visits visits;
  private final Accounts accounts;
  private final Access access;

  VisitApi(Visits visits, Accounts accounts, Access access) {
    this.visits = visits;
    this.accounts = accounts;
    this.access = access;
  }

  /** The visit; why it was not held is told to staff only. */
  record VisitAnswer(
      String application,
      VisitState state,
      String manager,
      Instant plannedAt,
      Instant dueAt,
      @Nullable LocalDate visitedOn,
      @Nullable String advice,
      @Nullable String partnerSuggestions,
      @Nullable String fundingPointers,
      @Nullable String reasonNotHeld) {}

  @GetMapping
  @Operation(
      summary = "The visit of a business support manager, once it is planned",
      description = "Who comes until when; after the visit, what the enterprise was advised.")
  VisitAnswer one(@PathVariable String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var found = access.visible(reference, viewer);
    var asStaff = viewer.isStaff() && !found.applicant().equals(viewer.username());
    return visits
        .of(found.reference())
        .map(visit -> answer(visit, asStaff))
        .orElseThrow(() -> new Unknown("visit of", found.reference()));
  }

  private VisitAnswer answer(VisitView visit, boolean asStaff) {
    return new VisitAnswer(
        visit.application().value(),
        visit.state(),
        accounts.find(visit.manager()).map(Account::displayName).orElse(visit.manager()),
        visit.plannedAt(),
        visit.dueAt(),
        visit.visitedOn(),
        visit.advice(),
        visit.partnerSuggestions(),
        visit.fundingPointers(),
        asStaff ? visit.reasonNotHeld() : null);
  }
}
