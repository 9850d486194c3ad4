package eu.ttc.grants.portal.api;

import eu.ttc.grants.appeal.AppealState;
import eu.ttc.grants.appeal.AppealView;
import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.appeal.Lodging.AlreadyLodged;
import eu.ttc.grants.appeal.Lodging.Lodged;
import eu.ttc.grants.appeal.Lodging.NotOpen;
import eu.ttc.grants.appeal.Lodging.TooLate;
import eu.ttc.grants.appeal.ResumeStep;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
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
@RequestMapping("/api/applications/{reference}/appeal")
@Tag(name = "Appeal")
class AppealApi {

  private final Appeals appeals;
  private final Access access;

  AppealApi(Appeals appeals, Access access) {
    this.appeals = appeals;
    this.access = access;
  }

  /** An objection as sent: its grounds, and the ids of documents of kind APPEAL. */
  record AppealInput(@Nullable String grounds, @Nullable List<@Nullable UUID> documentIds) {}

  /** The appeal against the last rejection. */
  record AppealAnswer(
      String application,
      int number,
      AppealState state,
      Instant lodgeBy,
      @Nullable String grounds,
      @Nullable Instant lodgedAt,
      @Nullable Instant decideBy,
      boolean extended,
      @Nullable String reasons,
      @Nullable Instant decidedAt,
      @Nullable ResumeStep resumeAt,
      @Nullable String remedyNotice) {

    static AppealAnswer of(AppealView view) {
      return new AppealAnswer(
          view.application().value(),
          view.number(),
          view.state(),
          view.lodgeBy(),
          view.grounds(),
          view.lodgedAt(),
          view.decideBy(),
          view.extended(),
          view.reasons(),
          view.decidedAt(),
          view.resumeAt(),
          view.remedyNotice());
    }
  }

  @GetMapping
  @Operation(
      summary = "Until when a rejection can be objected to, and what became of the objection")
  AppealAnswer one(@PathVariable String reference, Authentication signedIn) {
    return answer(access.visible(reference, Viewer.of(signedIn)).reference());
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Object to the rejection, once and in time")
  AppealAnswer lodge(
      @PathVariable String reference, @RequestBody AppealInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    var sent = input.documentIds() == null ? List.<UUID>of() : input.documentIds();
    return switch (appeals.lodge(
        ref,
        signedIn.getName(),
        Objects.requireNonNullElse(input.grounds(), ""),
        sent.stream().filter(Objects::nonNull).toList())) {
      case Lodged now -> answer(ref);
      case AlreadyLodged before -> answer(ref);
      case TooLate(var deadline) ->
          throw new NotNow(
              "The rejection of %s could be objected to until %s.".formatted(ref, deadline));
      case NotOpen(var explanation) -> throw new NotNow(explanation);
    };
  }

  private AppealAnswer answer(ApplicationRef ref) {
    return appeals.of(ref).map(AppealAnswer::of).orElseThrow(() -> new Unknown("appeal of", ref));
  }
}
