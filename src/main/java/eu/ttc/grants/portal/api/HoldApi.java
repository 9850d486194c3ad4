package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Hold;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
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
@RequestMapping("/api/applications/{reference}")
@Tag(name = "Hold")
class HoldApi {

  private final Holds holds;
  private final Applications applications;
  private final Access access;

  HoldApi(Holds holds, Applications applications, Access access) {
    this.holds = holds;
    this.applications = applications;
    this.access = access;
  }

  /** Why the case is put on hold, and the last day of that. */
  record HoldInput(@Nullable String reason, @Nullable LocalDate until) {}

  /** Why the hold ends early. */
  record EndInput(@Nullable String reason) {}

  /** A hold: {@code until} is its last day as planned, {@code endedAt} when it ended if early. */
  record HoldAnswer(
      String application,
      int number,
      String reason,
      Instant placedAt,
      LocalDate until,
      @Nullable Instant endedAt) {

    static HoldAnswer of(Hold hold) {
      return new HoldAnswer(
          hold.application().value(),
          hold.number(),
          hold.reason(),
          hold.placedAt(),
          hold.lastDay(),
          hold.endedAt().orElse(null));
    }
  }

  @GetMapping("/holds")
  @Operation(summary = "When and why the case was on hold, oldest first")
  List<HoldAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return applications.holdsOf(ref).stream().map(HoldAnswer::of).toList();
  }

  @PostMapping("/hold")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
  @Operation(
      summary = "Put a submitted case on hold until the end of a day",
      description =
          "Until then nothing about it is changed, except that its applicant may withdraw; all its"
              + " deadlines are later by as long.")
  HoldAnswer place(
      @PathVariable String reference, @RequestBody HoldInput input, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return HoldAnswer.of(
        holds.place(
            new PutOnHold(
                ref,
                Objects.requireNonNullElse(input.reason(), ""),
                input.until(),
                signedIn.getName())));
  }

  @PostMapping("/hold/end")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
  @Operation(summary = "End a hold before its time")
  HoldAnswer end(
      @PathVariable String reference, @RequestBody EndInput input, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    holds.end(ref, Objects.requireNonNullElse(input.reason(), ""), signedIn.getName());
    return HoldAnswer.of(applications.holdsOf(ref).getLast());
  }
}
