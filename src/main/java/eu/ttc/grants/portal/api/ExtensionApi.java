package eu.ttc.grants.portal.api;

import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.claim.Extensions;
import eu.ttc.grants.deadline.Extension;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
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
@RequestMapping("/api/applications/{reference}")
@Tag(name = "More time")
class ExtensionApi {

  private final Extensions extensions;
  private final SigningTimes signingTimes;
  private final Access access;

  ExtensionApi(Extensions extensions, SigningTimes signingTimes, Access access) {
    this.extensions = extensions;
    this.signingTimes = signingTimes;
    this.access = access;
  }

  /** Why more time is needed. */
  record ExtensionInput(@Nullable String reason) {}

  /** The request; granted is absent while nobody decided. */
  record ExtensionAnswer(
      Instant requestedAt,
      String reason,
      @Nullable Boolean granted,
      @Nullable String decisionReasons,
      @Nullable Instant extendedTo) {

    static ExtensionAnswer of(Extension extension) {
      return new ExtensionAnswer(
          extension.requestedAt(),
          extension.reason(),
          extension.granted().orElse(null),
          extension.decisionReasons().orElse(null),
          extension.extendedTo().orElse(null));
    }
  }

  @GetMapping("/extension")
  @Operation(summary = "The request for more time until the claim is due, and what was decided")
  ExtensionAnswer one(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return extensions
        .of(ref)
        .map(ExtensionAnswer::of)
        .orElseThrow(() -> new Unknown("request for more time of", ref));
  }

  @PostMapping("/extension")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Ask once for more time until the claim is due")
  ExtensionAnswer request(
      @PathVariable String reference, @RequestBody ExtensionInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    extensions.request(ref, signedIn.getName(), Objects.requireNonNullElse(input.reason(), ""));
    return ExtensionAnswer.of(extensions.of(ref).orElseThrow());
  }

  @GetMapping("/agreement/extension-request")
  @Operation(summary = "The request for more time to sign, and what was decided")
  ExtensionAnswer signing(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return signingTimes
        .of(ref)
        .map(ExtensionAnswer::of)
        .orElseThrow(() -> new Unknown("request for more time to sign of", ref));
  }

  @PostMapping("/agreement/extension-request")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Ask once for more time to sign the agreement of a fund project")
  ExtensionAnswer requestSigning(
      @PathVariable String reference, @RequestBody ExtensionInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    signingTimes.request(ref, signedIn.getName(), Objects.requireNonNullElse(input.reason(), ""));
    return ExtensionAnswer.of(signingTimes.of(ref).orElseThrow());
  }
}
