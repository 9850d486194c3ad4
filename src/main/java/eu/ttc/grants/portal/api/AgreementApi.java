package eu.ttc.grants.portal.api;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.AlreadyAccepted;
import eu.ttc.grants.agreement.Acceptance.Lapsed;
import eu.ttc.grants.agreement.Acceptance.NotOffered;
import eu.ttc.grants.agreement.Acceptance.Signed;
import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Downloads;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/agreement")
@Tag(name = "Agreement")
class AgreementApi {

  private final Agreements agreements;
  private final Access access;

  AgreementApi(Agreements agreements, Access access) {
    this.agreements = agreements;
    this.access = access;
  }

  /** The agreement; the amount in euro cents. */
  record AgreementAnswer(
      String application,
      AgreementState state,
      long amountCents,
      Instant offeredAt,
      Instant acceptBy,
      @Nullable Instant acceptedAt,
      @Nullable String acceptedBy,
      @Nullable String statement) {

    static AgreementAnswer of(AgreementView view) {
      return new AgreementAnswer(
          view.application().value(),
          view.state(),
          view.amount().value(),
          view.offeredAt(),
          view.acceptBy(),
          view.acceptedAt(),
          view.acceptedBy(),
          view.statement());
    }
  }

  /** The sentence by which the applicant accepts; it is kept word by word. */
  record Statement(@Nullable String statement) {}

  @GetMapping
  @Operation(summary = "The agreement of an application, once it is offered")
  AgreementAnswer one(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return agreements
        .of(ref)
        .map(AgreementAnswer::of)
        .orElseThrow(() -> new Unknown("agreement of", ref));
  }

  @GetMapping("/document")
  @Operation(summary = "The agreement as PDF, with the acceptance once there is one")
  ResponseEntity<byte[]> document(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return agreements
        .letter(ref)
        .map(Downloads::of)
        .orElseThrow(() -> new Unknown("agreement of", ref));
  }

  @PostMapping("/acceptance")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(
      summary =
          "Accept the agreement, in time; in the innovation fund, sign it as the lead. Doing so"
              + " again changes nothing")
  AgreementAnswer accept(
      @PathVariable String reference, @RequestBody Statement body, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    if (body.statement() == null) {
      throw InvalidInput.of("statement", "required", "is required");
    }
    return switch (agreements.accept(ref, signedIn.getName(), body.statement())) {
      case Accepted now -> AgreementAnswer.of(agreements.of(ref).orElseThrow());
      case Signed byTheLead -> AgreementAnswer.of(agreements.of(ref).orElseThrow());
      case AlreadyAccepted before -> AgreementAnswer.of(agreements.of(ref).orElseThrow());
      case Lapsed(var deadline) ->
          throw new NotNow(
              "The agreement of %s had to be accepted by %s and has lapsed."
                  .formatted(ref, deadline));
      case NotOffered() -> throw new NotNow("No agreement of %s is offered yet.".formatted(ref));
    };
  }
}
