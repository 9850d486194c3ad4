package eu.ttc.grants.portal.api;

import eu.ttc.grants.agreement.SignatureState;
import eu.ttc.grants.agreement.SignatureView;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api")
@Tag(name = "Agreement")
class SignaturesApi {

  private final Signatures signatures;
  private final Access access;

  SignaturesApi(Signatures signatures, Access access) {
    this.signatures = signatures;
    this.access = access;
  }

  /** The sentence that is signed; it is kept word by word. */
  record StatementInput(@Nullable String statement) {}

  /** Why a partner does not sign, or why more time is given. */
  record ReasonInput(@Nullable String reason) {}

  /** One partner's part in the agreement; the lead is 1. */
  record SignatureAnswer(
      String application,
      int partner,
      String name,
      SignatureState state,
      Instant acceptBy,
      @Nullable Instant answeredAt,
      @Nullable String statement,
      @Nullable String reason) {

    static SignatureAnswer of(SignatureView view) {
      return new SignatureAnswer(
          view.application().value(),
          view.partner(),
          view.name(),
          view.state(),
          view.acceptBy(),
          view.answeredAt(),
          view.statement(),
          view.reason());
    }
  }

  /** Until when all can sign now. */
  record ExtensionAnswer(OffsetDateTime acceptBy) {}

  @GetMapping("/applications/{reference}/agreement/signatures")
  @Operation(summary = "Who is to sign the agreement of a fund project, and who did")
  List<SignatureAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return signatures.of(ref).stream().map(SignatureAnswer::of).toList();
  }

  @PostMapping("/applications/{reference}/agreement/extension")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
  @Operation(summary = "Give more time to sign, as often as the rules allow")
  ExtensionAnswer extend(
      @PathVariable String reference, @RequestBody ReasonInput input, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return new ExtensionAnswer(
        signatures.extend(ref, signedIn.getName(), Objects.requireNonNullElse(input.reason(), "")));
  }

  @GetMapping("/signatures/{token}")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "What a partner is to sign; the token is that of the link in its mail")
  SignatureAnswer asked(@PathVariable String token) {
    return SignatureAnswer.of(signatures.find(token));
  }

  @PostMapping("/signatures/{token}/signature")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Sign for a partner; the last signature concludes the agreement")
  SignatureAnswer sign(
      @PathVariable String token, @RequestBody StatementInput input, Authentication signedIn) {
    if (input.statement() == null) {
      throw InvalidInput.of("statement", "required", "is required");
    }
    return SignatureAnswer.of(signatures.sign(token, signedIn.getName(), input.statement()));
  }

  @PostMapping("/signatures/{token}/refusal")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Decline for a partner; the award lapses")
  SignatureAnswer decline(
      @PathVariable String token, @RequestBody ReasonInput input, Authentication signedIn) {
    return SignatureAnswer.of(
        signatures.decline(
            token, signedIn.getName(), Objects.requireNonNullElse(input.reason(), "")));
  }
}
