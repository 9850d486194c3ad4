package eu.ttc.grants.portal.api;

import eu.ttc.grants.amendment.ChangeKind;
import eu.ttc.grants.amendment.ChangeState;
import eu.ttc.grants.amendment.ChangeView;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.Effect;
import eu.ttc.grants.amendment.PlannedCosts;
import eu.ttc.grants.amendment.RequestChange;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Changes")
class ChangesApi {

  private static final int LISTED = 500;

  private final Changes changes;
  private final Access access;

  ChangesApi(Changes changes, Access access) {
    this.changes = changes;
    this.access = access;
  }

  /** Costs of a partner after the change, in euro cents; the lead is partner 1. */
  record CostInput(
      @Nullable Integer partner, @Nullable AidCategory category, @Nullable Long costsCents) {}

  /**
   * A change as it is asked for: {@code endsOn} for EXTENSION, {@code scope} for SCOPE, {@code
   * partner} for PARTNER_LEAVES; {@code costs} is the whole distribution afterwards, for
   * PARTNER_LEAVES and BUDGET_SHIFT. Documents are of kind CHANGE.
   */
  record ChangeInput(
      @Nullable ChangeKind kind,
      @Nullable String reasons,
      @Nullable LocalDate endsOn,
      @Nullable String scope,
      @Nullable Integer partner,
      @Nullable List<CostInput> costs,
      @Nullable List<UUID> documentIds) {}

  /** Costs in euro cents. */
  record CostAnswer(int partner, AidCategory category, long costsCents) {}

  /** A request and what became of it; {@code plan} and {@code newPlan} are versions of the plan. */
  record ChangeAnswer(
      String application,
      int number,
      ChangeKind kind,
      ChangeState state,
      String reasons,
      @Nullable LocalDate endsOn,
      @Nullable String scope,
      @Nullable Integer partner,
      List<CostAnswer> costs,
      List<UUID> documentIds,
      int plan,
      Instant requestedAt,
      @Nullable String decisionReasons,
      @Nullable Integer newPlan,
      @Nullable Instant decidedAt) {

    static ChangeAnswer of(ChangeView view) {
      return new ChangeAnswer(
          view.application().value(),
          view.number(),
          view.kind(),
          view.state(),
          view.reasons(),
          view.endsOn(),
          view.scope(),
          view.partner(),
          view.costs().stream()
              .map(one -> new CostAnswer(one.partner(), one.category(), one.costs().value()))
              .toList(),
          view.documents(),
          view.plan(),
          view.requestedAt(),
          view.decisionReasons(),
          view.newPlan(),
          view.decidedAt());
    }
  }

  /**
   * What an open request would do, in euro cents.
   *
   * @param changedGrantCents null while the aid is not computed, or when there is none
   * @param hindrances why it cannot be granted as things stand
   */
  record EffectAnswer(
      long presentGrantCents, @Nullable Long changedGrantCents, List<Effect.Kind> hindrances) {}

  @GetMapping("/api/applications/{reference}/changes")
  @Operation(summary = "Changes that were asked for after the agreement, oldest first")
  List<ChangeAnswer> all(@PathVariable String reference, Authentication signedIn) {
    return changes.of(readable(reference, signedIn)).stream().map(ChangeAnswer::of).toList();
  }

  @GetMapping("/api/applications/{reference}/changes/{number}")
  @Operation(summary = "One change that was asked for")
  ChangeAnswer one(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    return ChangeAnswer.of(changes.get(readable(reference, signedIn), number));
  }

  @GetMapping("/api/applications/{reference}/changes/{number}/effect")
  @Operation(summary = "What a change would do to the grant as things stand")
  EffectAnswer effect(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    var effect = changes.effect(changes.get(readable(reference, signedIn), number));
    var changed = effect.changed();
    return new EffectAnswer(
        effect.present().grant().value(),
        changed == null ? null : changed.grant().value(),
        effect.hindrances().stream().map(Effect.Hindrance::kind).toList());
  }

  @GetMapping("/api/applications/{reference}/changes/{number}/letter")
  @Operation(summary = "The letter about a granted change as PDF, with both plans")
  ResponseEntity<byte[]> letter(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    var ref = readable(reference, signedIn);
    return changes
        .letter(ref, number)
        .map(Downloads::of)
        .orElseThrow(() -> new Unknown("letter about change of " + ref, number));
  }

  @PostMapping("/api/applications/{reference}/changes")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Ask for a change of the grant",
      description = "Of each kind one request is open at a time; costs are moved by one request.")
  ChangeAnswer request(
      @PathVariable String reference, @RequestBody ChangeInput input, Authentication signedIn) {
    var ref = access.own(reference, signedIn).reference();
    return ChangeAnswer.of(changes.request(command(ref, input, signedIn.getName())));
  }

  @PostMapping("/api/applications/{reference}/changes/{number}/withdrawal")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Take back a request that is not decided; again it changes nothing")
  ChangeAnswer withdraw(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    return ChangeAnswer.of(
        changes.withdraw(Access.reference(reference), number, signedIn.getName()));
  }

  @GetMapping("/api/changes")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'AUDITOR')")
  @Operation(summary = "Requests for changes of all applications: open ones, or those settled")
  List<ChangeAnswer> list(@RequestParam(defaultValue = "false") boolean settled) {
    return changes.list(!settled, LISTED).stream().map(ChangeAnswer::of).toList();
  }

  private ApplicationRef readable(String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    ApplicationView application = access.account(reference, viewer);
    return application.reference();
  }

  private static RequestChange command(ApplicationRef ref, ChangeInput input, String applicant) {
    var problems = new ArrayList<FieldProblem>();
    if (input.kind() == null) {
      problems.add(new FieldProblem("kind", "required", "is required"));
    }
    var costs = new ArrayList<PlannedCosts>();
    var told = Objects.requireNonNullElse(input.costs(), List.<CostInput>of());
    for (int i = 0; i < told.size(); i++) {
      var cost = told.get(i);
      var field = "costs[%d]".formatted(i);
      if (cost.partner() == null || cost.category() == null || cost.costsCents() == null) {
        problems.add(new FieldProblem(field, "required", "needs partner, category and costsCents"));
      } else if (cost.costsCents() < 0) {
        problems.add(new FieldProblem(field + ".costsCents", "min", "must be 0 or more"));
      } else {
        costs.add(new PlannedCosts(cost.partner(), cost.category(), Cents.of(cost.costsCents())));
      }
    }
    if (!problems.isEmpty() || input.kind() == null) {
      throw new InvalidInput(problems);
    }
    return new RequestChange(
        ref,
        applicant,
        input.kind(),
        Objects.requireNonNullElse(input.reasons(), ""),
        input.kind() == ChangeKind.EXTENSION ? input.endsOn() : null,
        input.kind() == ChangeKind.SCOPE ? input.scope() : null,
        input.kind() == ChangeKind.PARTNER_LEAVES ? input.partner() : null,
        input.kind().changesCosts() ? costs : List.of(),
        Objects.requireNonNullElse(input.documentIds(), List.of()));
  }
}
