package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.claim.ClaimKind;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.CostCategory;
import eu.ttc.grants.claim.CostLine;
import eu.ttc.grants.claim.CostLineView;
import eu.ttc.grants.claim.CostVerdict;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.GrantCost;
import eu.ttc.grants.claim.GrantCostView;
import eu.ttc.grants.claim.GrantSettlement;
import eu.ttc.grants.claim.ReasonKind;
import eu.ttc.grants.claim.Submission;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.claim.SubmitGrantClaim;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/claims")
@Tag(name = "Claims")
class ClaimsApi {

  private final Claims claims;
  private final GrantClaims grants;
  private final Access access;

  ClaimsApi(Claims claims, GrantClaims grants, Access access) {
    this.claims = claims;
    this.grants = grants;
    this.access = access;
  }

  /**
   * A claim as sent: what was done, the ids of documents of kind EVIDENCE, and what the money was
   * spent on; without lines the agreed sum of a voucher is claimed. A claim of a grant of the fund
   * has a kind, costs of its partners instead of lines, and the results with the final one.
   */
  record ClaimInput(
      @Nullable String report,
      @Nullable List<@Nullable UUID> documentIds,
      @Nullable List<LineInput> lines,
      @Nullable ClaimKind kind,
      @Nullable String results,
      @Nullable List<@Nullable CostInput> costs) {}

  /** One cost of a grant as sent; the amount in euro cents, excluding recoverable VAT. */
  record CostInput(
      @Nullable Integer partner,
      @Nullable AidCategory category,
      @Nullable String description,
      @Nullable String invoiceNumber,
      @Nullable LocalDate invoiceOn,
      @Nullable LocalDate paidOn,
      @Nullable Long amountCents,
      @Nullable UUID documentId) {

    GrantCost read(int index) {
      var field = "costs[%d].".formatted(index);
      if (partner == null || category == null || invoiceOn == null || paidOn == null) {
        throw InvalidInput.of(
            field
                + (partner == null
                    ? "partner"
                    : category == null ? "category" : invoiceOn == null ? "invoiceOn" : "paidOn"),
            "required",
            "is required");
      }
      if (amountCents == null || amountCents < 1) {
        throw InvalidInput.of(field + "amountCents", "min", "must be an amount of at least 1 cent");
      }
      return new GrantCost(
          partner,
          category,
          Objects.requireNonNullElse(description, ""),
          Objects.requireNonNullElse(invoiceNumber, ""),
          invoiceOn,
          paidOn,
          Cents.of(amountCents),
          Optional.ofNullable(documentId));
    }
  }

  /** One cost of a grant with what was found about it last; amounts in euro cents. */
  record CostAnswer(
      String number,
      int partner,
      AidCategory category,
      String description,
      String invoiceNumber,
      LocalDate invoiceOn,
      LocalDate paidOn,
      long claimedCents,
      @Nullable UUID documentId,
      CostVerdict.@Nullable Kind verdict,
      @Nullable Long acceptedCents,
      @Nullable ReasonKind reasonKind,
      @Nullable String reason) {

    static CostAnswer of(GrantCostView view) {
      var cost = view.cost();
      var found = view.latest();
      return new CostAnswer(
          view.id().toString(),
          cost.partner(),
          cost.category(),
          cost.description(),
          cost.invoiceNumber(),
          cost.invoiceOn(),
          cost.paidOn(),
          cost.amount().value(),
          cost.evidence().orElse(null),
          found.map(GrantCostView.Finding::verdict).orElse(null),
          found.map(one -> one.accepted().value()).orElse(null),
          found.map(GrantCostView.Finding::kind).orElse(null),
          found.map(GrantCostView.Finding::reason).orElse(null));
    }
  }

  /** One cost line as sent; the amount in euro cents, excluding recoverable VAT. */
  record LineInput(
      @Nullable CostCategory category,
      @Nullable String description,
      @Nullable Long amountCents,
      @Nullable UUID documentId) {

    CostLine read(int index) {
      var field = "lines[%d].".formatted(index);
      if (category == null || category == CostCategory.LUMP_SUM) {
        throw InvalidInput.of(
            field + "category",
            "choice",
            "must be one of STAFF, EQUIPMENT, EXTERNAL_SERVICES, OTHER");
      }
      if (amountCents == null || amountCents < 1) {
        throw InvalidInput.of(field + "amountCents", "min", "must be an amount of at least 1 cent");
      }
      return new CostLine(
          category,
          Objects.requireNonNullElse(description, ""),
          Cents.of(amountCents),
          Optional.ofNullable(documentId));
    }
  }

  /** One cost line with what was found about it; amounts in euro cents. */
  record LineAnswer(
      int number,
      CostCategory category,
      String description,
      long claimedCents,
      @Nullable UUID documentId,
      @Nullable Long acceptedCents,
      @Nullable String reason) {

    static LineAnswer of(CostLineView view) {
      return new LineAnswer(
          view.number(),
          view.category(),
          view.description(),
          view.claimed().value(),
          view.evidence().orElse(null),
          view.accepted().map(Cents::value).orElse(null),
          view.reason().orElse(null));
    }
  }

  /** A claim; the amount in euro cents. */
  record ClaimAnswer(
      String application,
      int number,
      ClaimState state,
      long amountCents,
      Instant dueAt,
      @Nullable String report,
      @Nullable Instant submittedAt,
      @Nullable Instant verifiedAt,
      @Nullable String findings,
      List<LineAnswer> lines,
      @Nullable ClaimKind kind,
      @Nullable String results,
      List<CostAnswer> costs,
      @Nullable GrantSettlement settlement) {

    static ClaimAnswer of(
        ClaimView view,
        List<CostLineView> lines,
        List<GrantCostView> costs,
        @Nullable GrantSettlement settlement) {
      return new ClaimAnswer(
          view.application().value(),
          view.number(),
          view.state(),
          view.amount().value(),
          view.dueAt(),
          view.report(),
          view.submittedAt(),
          view.verifiedAt(),
          view.findings(),
          lines.stream().map(LineAnswer::of).toList(),
          view.kind(),
          view.results(),
          costs.stream().map(CostAnswer::of).toList(),
          settlement);
    }
  }

  @GetMapping
  @Operation(summary = "All claims of an application, oldest first")
  List<ClaimAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    var costs = grants.costsOf(ref);
    return claims.of(ref).stream().map(claim -> answer(claim, costs)).toList();
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Submit the claim that is open; of a grant of the fund with its kind and costs")
  ClaimAnswer submit(
      @PathVariable String reference, @RequestBody ClaimInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    if (ref.scheme() == Scheme.INNOVATION_FUND) {
      return answer(
          ref,
          grants.submit(
              new SubmitGrantClaim(
                  ref,
                  signedIn.getName(),
                  input.kind(),
                  Objects.requireNonNullElse(input.report(), ""),
                  Objects.requireNonNullElse(input.results(), ""),
                  costs(input))));
    }
    var sent = input.documentIds() == null ? List.<UUID>of() : input.documentIds();
    var command =
        new SubmitClaim(
            ref,
            signedIn.getName(),
            Objects.requireNonNullElse(input.report(), ""),
            sent.stream().filter(Objects::nonNull).toList(),
            lines(input));
    return answer(ref, claims.submit(command));
  }

  private ClaimAnswer answer(ApplicationRef ref, Submission submission) {
    return switch (submission) {
      case Submitted(int number) ->
          claims.of(ref).stream()
              .filter(claim -> claim.number() == number)
              .map(claim -> answer(claim, grants.costsOf(ref)))
              .findFirst()
              .orElseThrow();
      case NotOpen(var explanation) -> throw new NotNow(explanation);
      case Incomplete(var problems) -> throw new InvalidInput(problems);
    };
  }

  private ClaimAnswer answer(ClaimView claim, List<GrantCostView> costs) {
    var ref = claim.application();
    return ClaimAnswer.of(
        claim,
        claims.linesOf(ref, claim.number()),
        costs.stream().filter(cost -> cost.id().claim() == claim.number()).toList(),
        grants.settlementOf(ref, claim.number()).orElse(null));
  }

  private static List<GrantCost> costs(ClaimInput input) {
    var sent = input.costs() == null ? List.<CostInput>of() : input.costs();
    return IntStream.range(0, sent.size())
        .mapToObj(
            index ->
                Optional.ofNullable(sent.get(index))
                    .orElseThrow(
                        () ->
                            InvalidInput.of(
                                "costs[%d]".formatted(index), "required", "is required"))
                    .read(index))
        .toList();
  }

  private static List<CostLine> lines(ClaimInput input) {
    var sent = input.lines() == null ? List.<LineInput>of() : input.lines();
    return IntStream.range(0, sent.size()).mapToObj(index -> sent.get(index).read(index)).toList();
  }
}
