package eu.ttc.grants.portal.api;

import eu.ttc.grants.call.AnnounceCall;
import eu.ttc.grants.call.CallView;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Language;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
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
@RequestMapping("/api/calls")
@Tag(name = "Calls")
class CallsApi {

  private final Calls calls;

  CallsApi(Calls calls) {
    this.calls = calls;
  }

  /** A call to announce; {@code closesAt} is the first moment that is too late. */
  record CallInput(
      @Nullable String title,
      @Nullable OffsetDateTime opensAt,
      @Nullable OffsetDateTime closesAt,
      @Nullable List<Language> languages,
      @Nullable LocalDate grantsExpectedOn) {}

  /** Why a call closes before its time. */
  record CallClosureInput(@Nullable String reason) {}

  @GetMapping
  @Operation(summary = "All calls of the innovation fund, the one that opens last first")
  List<CallView> all() {
    return calls.all();
  }

  @GetMapping("/{call}")
  @Operation(summary = "One call")
  CallView one(@PathVariable String call) {
    return calls.get(call);
  }

  @PostMapping
  @PreAuthorize("hasRole('ADMINISTRATOR')")
  @Operation(
      summary = "Announce a call",
      description =
          "Moments count to the second. The rules of State aid are those of the day on which grants"
              + " are expected.")
  ResponseEntity<CallView> announce(@RequestBody CallInput input, Authentication signedIn) {
    var call =
        calls.announce(
            new AnnounceCall(
                Objects.requireNonNullElse(input.title(), ""),
                input.opensAt() == null ? null : input.opensAt().toInstant(),
                input.closesAt() == null ? null : input.closesAt().toInstant(),
                Objects.requireNonNullElse(input.languages(), List.of()),
                input.grantsExpectedOn()),
            signedIn.getName());
    return ResponseEntity.created(URI.create("/api/calls/" + call.reference())).body(call);
  }

  @PostMapping("/{call}/closure")
  @PreAuthorize("hasRole('ADMINISTRATOR')")
  @Operation(summary = "Close a call now, before its time")
  CallView close(
      @PathVariable String call, @RequestBody CallClosureInput input, Authentication signedIn) {
    return calls.close(call, Objects.requireNonNullElse(input.reason(), ""), signedIn.getName());
  }
}
