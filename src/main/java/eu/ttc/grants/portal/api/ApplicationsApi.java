package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationSummary;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.SubmissionReceipt;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.LiveStatus;
import eu.ttc.grants.portal.Timeline;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/api/applications")
@Tag(name = "Applications")
class ApplicationsApi {

  private final Applications applications;
  private final Documents documents;
  private final Access access;
  private final Timeline timeline;
  private final LiveStatus live;
  private final Calls calls;

  ApplicationsApi(
      Applications applications,
      Documents documents,
      Access access,
      Timeline timeline,
      LiveStatus live,
      Calls calls) {
    this.applications = applications;
    this.documents = documents;
    this.access = access;
    this.timeline = timeline;
    this.live = live;
    this.calls = calls;
  }

  /** What a client learns when a draft is stored. */
  record Drafted(
      String reference, Scheme scheme, ApplicationStatus status, List<FieldProblem> missing) {}

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Create a draft; tells what is still missing")
  ResponseEntity<Drafted> draft(@RequestBody ApplicationInput input, Authentication signedIn) {
    if (input.scheme() == null) {
      throw InvalidInput.of("scheme", "required", "is required: VOUCHER or INNOVATION_FUND");
    }
    if (input.scheme() == Scheme.INNOVATION_FUND && input.fund() != null) {
      calls.requireOpen(Objects.requireNonNullElse(input.fund().call(), ""));
    }
    var drafted = applications.draft(input.scheme(), input.dossier(), signedIn.getName());
    return ResponseEntity.created(URI.create("/api/applications/" + drafted.reference()))
        .body(told(drafted));
  }

  @PutMapping("/{reference}")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Replace the contents of a draft; tells what is still missing")
  Drafted change(
      @PathVariable String reference,
      @RequestBody ApplicationInput input,
      Authentication signedIn) {
    var ref = Access.reference(reference);
    if (input.scheme() != null && input.scheme() != ref.scheme()) {
      throw InvalidInput.of(
          "scheme", "fixed", "cannot change; %s is a %s".formatted(ref, ref.scheme()));
    }
    return told(applications.change(ref, input.dossier(), signedIn.getName()));
  }

  @PostMapping("/{reference}/submission")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Submit, once; tells what is missing, if anything")
  SubmissionReceipt submit(@PathVariable String reference, Authentication signedIn) {
    return applications.submit(Access.reference(reference), signedIn.getName());
  }

  @GetMapping
  @Operation(summary = "All applications that you may see")
  List<ApplicationSummary> all(Authentication signedIn) {
    return access.visible(Viewer.of(signedIn));
  }

  @GetMapping("/{reference}")
  @Operation(summary = "One application with its dossier and status")
  ApplicationAnswer one(@PathVariable String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var found = access.visible(reference, viewer);
    return ApplicationAnswer.of(
        found, documents.of(found.reference()), applications.missing(found.reference()), viewer);
  }

  @GetMapping("/{reference}/history")
  @Operation(summary = "What happened to an application, oldest first")
  List<HistoryEntry> history(@PathVariable String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    return timeline.of(access.visible(reference, viewer), viewer);
  }

  @GetMapping(path = "/{reference}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Operation(
      summary = "Live history as server-sent events",
      description =
          "Event 'status', data a history entry, id its number. Starts with the latest entry, or"
              + " after Last-Event-ID.")
  SseEmitter events(
      @PathVariable String reference,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastSeen,
      Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var found = access.visible(reference, viewer);
    return live.stream(
        found.reference(), after(lastSeen, found), entry -> timeline.shown(entry, found, viewer));
  }

  private int after(@Nullable String lastSeen, ApplicationView found) {
    if (lastSeen == null || lastSeen.isBlank()) {
      return applications.history(found.reference()).size() - 1;
    }
    try {
      return Integer.parseInt(lastSeen.strip());
    } catch (NumberFormatException notOurs) {
      throw InvalidInput.of("Last-Event-ID", "type", "must be the id of an event, a whole number");
    }
  }

  private Drafted told(ApplicationView view) {
    return new Drafted(
        view.reference().value(),
        view.scheme(),
        view.status(),
        applications.missing(view.reference()));
  }
}
