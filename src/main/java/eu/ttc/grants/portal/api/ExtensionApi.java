package eu.ttc.grants.portal.api;

import eu.ttc.grants.claim.Extension;
import eu.ttc.grants.claim.Extensions;
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
@RequestMapping("/api/applications/{reference}/extension")
@Tag(name = "Claims")
class ExtensionApi {

  private final Extensions extensions;
  private final Access access;

  ExtensionApi(Extensions extensions, Access access) {
    this.extensions = extensions;
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

  @GetMapping
  @Operation(summary = "The request for more time, and what was decided")
  ExtensionAnswer one(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return extensions
        .of(ref)
        .map(ExtensionAnswer::of)
        .orElseThrow(() -> new Unknown("request for more time of", ref));
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Ask once for more time until the claim is due")
  ExtensionAnswer request(
      @PathVariable String reference, @RequestBody ExtensionInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    extensions.request(ref, signedIn.getName(), Objects.requireNonNullElse(input.reason(), ""));
    return ExtensionAnswer.of(extensions.of(ref).orElseThrow());
  }
}
