package eu.ttc.grants.portal.api;

import eu.ttc.grants.amendment.ConsentState;
import eu.ttc.grants.amendment.ConsentView;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
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
@Tag(name = "Changes")
class ConsentsApi {

  private final Consents consents;
  private final Access access;

  ConsentsApi(Consents consents, Access access) {
    this.consents = consents;
    this.access = access;
  }

  /** Why a partner does not consent. */
  record RefusalInput(@Nullable String reason) {}

  /** What one partner says to a change; the lead is partner 1 and is not asked. */
  record ConsentAnswer(
      String application,
      int change,
      int partner,
      String name,
      ConsentState state,
      Instant dueAt,
      @Nullable Instant answeredAt,
      @Nullable String reason) {

    static ConsentAnswer of(ConsentView view) {
      return new ConsentAnswer(
          view.application().value(),
          view.change(),
          view.partner(),
          view.name(),
          view.state(),
          view.dueAt(),
          view.answeredAt(),
          view.reason());
    }
  }

  @GetMapping("/applications/{reference}/changes/{number}/consents")
  @Operation(summary = "Which partners are asked for their consent to a change, and what they said")
  List<ConsentAnswer> all(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    var ref = access.account(reference, Viewer.of(signedIn)).reference();
    return consents.of(ref, number).stream().map(ConsentAnswer::of).toList();
  }

  @GetMapping("/consents/{token}")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "What a partner is to consent to; the token is that of the link in its mail")
  ConsentAnswer asked(@PathVariable String token) {
    return ConsentAnswer.of(consents.find(token));
  }

  @PostMapping("/consents/{token}/consent")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Consent for a partner; when all have, the programme decides on the change")
  ConsentAnswer give(@PathVariable String token, Authentication signedIn) {
    return ConsentAnswer.of(consents.give(token, signedIn.getName()));
  }

  @PostMapping("/consents/{token}/refusal")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Refuse consent for a partner; the change is refused")
  ConsentAnswer refuse(
      @PathVariable String token, @RequestBody RefusalInput input, Authentication signedIn) {
    return ConsentAnswer.of(
        consents.refuse(token, signedIn.getName(), Objects.requireNonNullElse(input.reason(), "")));
  }
}
