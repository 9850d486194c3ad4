package eu.ttc.grants.portal.api;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.CostCategory;
import eu.ttc.grants.claim.CostLine;
import eu.ttc.grants.claim.CostLineView;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
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
  private final Access access;

  ClaimsApi(Claims claims, Access access) {
    this.claims = claims;
    this.access = access;
  }

  /**
   * A claim as sent: what was done, the ids of documents of kind EVIDENCE, and what the money was
   * spent on; without lines the agreed sum is claimed.
   */
  record ClaimInput(
      @Nullable String report,
      @Nullable List<@Nullable UUID> documentIds,
      @Nullable List<LineInput> lines) {}

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
      List<LineAnswer> lines) {

    static ClaimAnswer of(ClaimView view, List<CostLineView> lines) {
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
          lines.stream().map(LineAnswer::of).toList());
    }
  }

  @GetMapping
  @Operation(summary = "All claims of an application, oldest first")
  List<ClaimAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return claims.of(ref).stream().map(this::answer).toList();
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Submit the claim that is open")
  ClaimAnswer submit(
      @PathVariable String reference, @RequestBody ClaimInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    var sent = input.documentIds() == null ? List.<UUID>of() : input.documentIds();
    var command =
        new SubmitClaim(
            ref,
            signedIn.getName(),
            Objects.requireNonNullElse(input.report(), ""),
            sent.stream().filter(Objects::nonNull).toList(),
            lines(input));
    return switch (claims.submit(command)) {
      case Submitted(int number) ->
          claims.of(ref).stream()
              .filter(claim -> claim.number() == number)
              .map(this::answer)
              .findFirst()
              .orElseThrow();
      case NotOpen(var explanation) -> throw new NotNow(explanation);
      case Incomplete(var problems) -> throw new InvalidInput(problems);
    };
  }

  private ClaimAnswer answer(ClaimView claim) {
    return ClaimAnswer.of(claim, claims.linesOf(claim.application(), claim.number()));
  }

  private static List<CostLine> lines(ClaimInput input) {
    var sent = input.lines() == null ? List.<LineInput>of() : input.lines();
    return IntStream.range(0, sent.size()).mapToObj(index -> sent.get(index).read(index)).toList();
  }
}
