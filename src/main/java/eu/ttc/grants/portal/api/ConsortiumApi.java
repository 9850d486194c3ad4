package eu.ttc.grants.portal.api;

import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ConsortiumState;
import eu.ttc.grants.consortium.ParticipationState;
import eu.ttc.grants.consortium.ParticipationView;
import eu.ttc.grants.kernel.Unknown;
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
@Tag(name = "Consortium")
class ConsortiumApi {

  private final Consortia consortia;
  private final Access access;

  ConsortiumApi(Consortia consortia, Access access) {
    this.consortia = consortia;
    this.access = access;
  }

  /** Why a partner does not take part. */
  record RefusalInput(@Nullable String reason) {}

  /** What one partner was asked and answered; partners are numbered from 2, the lead is 1. */
  record PartnerAnswer(
      String application,
      int partner,
      String name,
      ParticipationState state,
      Instant dueAt,
      @Nullable Instant answeredAt,
      @Nullable String reason) {

    static PartnerAnswer of(ParticipationView view) {
      return new PartnerAnswer(
          view.application().value(),
          view.partner(),
          view.name(),
          view.state(),
          view.dueAt(),
          view.answeredAt(),
          view.reason());
    }
  }

  /** The last time that the partners were asked. */
  record ConsortiumAnswer(
      int number, ConsortiumState state, Instant dueAt, List<PartnerAnswer> partners) {}

  @GetMapping("/applications/{reference}/consortium")
  @Operation(summary = "What the partners of a project answered")
  ConsortiumAnswer one(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    var asked = consortia.of(ref).orElseThrow(() -> new Unknown("consortium of", ref));
    return new ConsortiumAnswer(
        asked.number(),
        asked.state(),
        asked.dueAt(),
        asked.partners().stream().map(PartnerAnswer::of).toList());
  }

  @GetMapping("/participations/{token}")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "What a partner is asked; the token is that of the link in its mail")
  PartnerAnswer asked(@PathVariable String token) {
    return PartnerAnswer.of(consortia.find(token));
  }

  @PostMapping("/participations/{token}/confirmation")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Confirm that the partner takes part")
  PartnerAnswer confirm(@PathVariable String token, Authentication signedIn) {
    return PartnerAnswer.of(consortia.confirm(token, signedIn.getName()));
  }

  @PostMapping("/participations/{token}/refusal")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Say that the partner does not take part; the application lapses")
  PartnerAnswer decline(
      @PathVariable String token, @RequestBody RefusalInput input, Authentication signedIn) {
    return PartnerAnswer.of(
        consortia.decline(
            token, signedIn.getName(), Objects.requireNonNullElse(input.reason(), "")));
  }
}
