package eu.ttc.grants.portal.api;

import eu.ttc.grants.call.Calls;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.ranking.CallRanking;
import eu.ttc.grants.ranking.CallRankings;
import eu.ttc.grants.ranking.PanelMember;
import eu.ttc.grants.ranking.Panels;
import eu.ttc.grants.ranking.Rankings;
import eu.ttc.grants.ranking.Standing;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Ranking")
class RankingApi {

  private static final String STAFF =
      "hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'ADMINISTRATOR',"
          + " 'AUDITOR')";

  private final Calls calls;
  private final CallRankings callRankings;
  private final Rankings rankings;
  private final Panels panels;
  private final Access access;

  RankingApi(
      Calls calls, CallRankings callRankings, Rankings rankings, Panels panels, Access access) {
    this.calls = calls;
    this.callRankings = callRankings;
    this.rankings = rankings;
    this.panels = panels;
    this.access = access;
  }

  /** Somebody who is to sit on a panel. */
  record PanelMemberInput(@Nullable String member, @Nullable String memberState) {}

  @GetMapping("/api/calls/{call}/ranking")
  @PreAuthorize(STAFF)
  @Operation(
      summary = "The ranking of a call",
      description =
          "Every application that was entered, in order of place, with its figures; what the panel"
              + " decided, who was there and who left for which application. For staff.")
  CallRanking ranking(@PathVariable String call) {
    return callRankings.of(call);
  }

  @GetMapping("/api/calls/{call}/panel")
  @PreAuthorize(STAFF)
  @Operation(summary = "Who may sit on the panel of a call")
  List<PanelMember> panel(@PathVariable String call) {
    calls.get(call);
    return panels.members(call);
  }

  @PostMapping("/api/calls/{call}/panel")
  @PreAuthorize("hasRole('ADMINISTRATOR')")
  @Operation(
      summary = "Give somebody a seat on the panel of a call",
      description = "Until the panel has decided. A member stands for one Member State.")
  List<PanelMember> add(
      @PathVariable String call, @RequestBody PanelMemberInput input, Authentication signedIn) {
    panels.add(
        call,
        new PanelMember(
            Objects.requireNonNullElse(input.member(), ""),
            Objects.requireNonNullElse(input.memberState(), "")),
        signedIn.getName());
    return panels.members(call);
  }

  @DeleteMapping("/api/calls/{call}/panel/{username}")
  @PreAuthorize("hasRole('ADMINISTRATOR')")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Take somebody's seat on the panel of a call away")
  void remove(@PathVariable String call, @PathVariable String username, Authentication signedIn) {
    panels.remove(call, username, signedIn.getName());
  }

  @GetMapping("/api/applications/{reference}/ranking")
  @Operation(
      summary = "Where an application stands in the ranking of its call",
      description = "For its applicant and for staff: nothing of other applications is told.")
  Standing standing(@PathVariable String reference, Authentication signedIn) {
    var ref = access.account(reference, Viewer.of(signedIn)).reference();
    return rankings.standing(ref).orElseThrow(() -> new Unknown("ranking of", ref));
  }
}
