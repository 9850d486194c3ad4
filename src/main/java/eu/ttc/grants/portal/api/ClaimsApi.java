package eu.ttc.grants.portal.api;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
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

  /** A claim as sent: what was done, and the ids of documents of kind EVIDENCE. */
  record ClaimInput(@Nullable String report, @Nullable List<@Nullable UUID> documentIds) {}

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
      @Nullable String findings) {

    static ClaimAnswer of(ClaimView view) {
      return new ClaimAnswer(
          view.application().value(),
          view.number(),
          view.state(),
          view.amount().value(),
          view.dueAt(),
          view.report(),
          view.submittedAt(),
          view.verifiedAt(),
          view.findings());
    }
  }

  @GetMapping
  @Operation(summary = "All claims of an application, oldest first")
  List<ClaimAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return claims.of(ref).stream().map(ClaimAnswer::of).toList();
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
            sent.stream().filter(Objects::nonNull).toList());
    return switch (claims.submit(command)) {
      case Submitted(int number) ->
          claims.of(ref).stream()
              .filter(claim -> claim.number() == number)
              .map(ClaimAnswer::of)
              .findFirst()
              .orElseThrow();
      case NotOpen(var explanation) -> throw new NotNow(explanation);
      case Incomplete(var problems) -> throw new InvalidInput(problems);
    };
  }
}
