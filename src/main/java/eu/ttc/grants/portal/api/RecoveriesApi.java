package eu.ttc.grants.portal.api;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.recovery.OpenSuspicion;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryState;
import eu.ttc.grants.recovery.RecoveryView;
import eu.ttc.grants.recovery.SuspicionKind;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Recovery")
class RecoveriesApi {

  private static final int LISTED = 500;

  private final Recoveries recoveries;
  private final Access access;

  RecoveriesApi(Recoveries recoveries, Access access) {
    this.recoveries = recoveries;
    this.access = access;
  }

  /** A suspicion as sent. */
  record SuspicionInput(
      @Nullable SuspicionKind kind, @Nullable Long amountCents, @Nullable String reason) {}

  /** What the applicant says to a suspicion. */
  record AnswerInput(@Nullable String answer) {}

  /** Why the rest is waived. */
  record WaiverInput(@Nullable String reason) {}

  /** Under which reference IMS keeps the report. */
  record ReportInput(@Nullable String reference) {}

  @GetMapping("/api/recoveries")
  @PreAuthorize("hasAnyRole('PROGRAMME_MANAGER', 'FINANCE_OFFICER', 'AUDITOR')")
  @Operation(summary = "Recoveries of all applications, newest first")
  List<RecoveryAnswer> all(@RequestParam(required = false) @Nullable Set<RecoveryState> state) {
    var states = state == null || state.isEmpty() ? EnumSet.allOf(RecoveryState.class) : state;
    return recoveries.list(states, LISTED).stream()
        .map(view -> RecoveryAnswer.of(view, true))
        .toList();
  }

  @GetMapping("/api/applications/{reference}/recoveries")
  @Operation(summary = "Suspicions of irregularity about an application, and what followed")
  List<RecoveryAnswer> of(@PathVariable String reference, Authentication signedIn) {
    var application = access.account(reference, Viewer.of(signedIn));
    var staff = !application.applicant().equals(signedIn.getName());
    return recoveries.of(application.reference()).stream()
        .map(view -> RecoveryAnswer.of(view, staff))
        .toList();
  }

  @PostMapping("/api/applications/{reference}/suspicions")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  @Operation(
      summary = "Open a suspicion: payments are suspended, and the applicant is heard",
      description = "The reason is what the applicant reads and answers.")
  ResponseEntity<RecoveryAnswer> open(
      @PathVariable String reference, @RequestBody SuspicionInput input, Authentication signedIn) {
    var ref = handled(reference, signedIn);
    var problems = new ArrayList<FieldProblem>();
    if (input.kind() == null) {
      problems.add(new FieldProblem("kind", "required", "is required"));
    }
    if (input.amountCents() == null) {
      problems.add(new FieldProblem("amountCents", "required", "is required"));
    } else if (input.amountCents() <= 0) {
      problems.add(new FieldProblem("amountCents", "range", "must be more than 0"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    var opened =
        recoveries.open(
            new OpenSuspicion(
                ref,
                Objects.requireNonNull(input.kind()),
                Cents.of(Objects.requireNonNull(input.amountCents())),
                text(input.reason()),
                signedIn.getName()));
    return ResponseEntity.created(URI.create("/api/applications/%s/recoveries".formatted(ref)))
        .body(RecoveryAnswer.of(opened, true));
  }

  @PostMapping("/api/applications/{reference}/recoveries/{number}/answer")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Answer a suspicion, once and in time")
  RecoveryAnswer answer(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestBody AnswerInput input,
      Authentication signedIn) {
    var ref = access.own(reference, signedIn).reference();
    return RecoveryAnswer.of(
        recoveries.answer(ref, number, signedIn.getName(), text(input.answer())), false);
  }

  @PostMapping("/api/applications/{reference}/recoveries/{number}/waiver")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  @Operation(
      summary = "Waive what is open, as a trifle",
      description = "By a person who neither opened the suspicion nor made the finding.")
  RecoveryAnswer waive(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestBody WaiverInput input,
      Authentication signedIn) {
    var ref = handled(reference, signedIn);
    return staff(recoveries.waive(ref, number, signedIn.getName(), text(input.reason())));
  }

  @PostMapping("/api/applications/{reference}/recoveries/{number}/repayment")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  @Operation(summary = "Order the repayment of what waits to be set off")
  RecoveryAnswer orderInstead(
      @PathVariable String reference, @PathVariable int number, Authentication signedIn) {
    var ref = handled(reference, signedIn);
    return staff(recoveries.orderInstead(ref, number, signedIn.getName()));
  }

  @PostMapping("/api/applications/{reference}/recoveries/{number}/report")
  @PreAuthorize("hasRole('PROGRAMME_MANAGER')")
  @Operation(summary = "Note that OLAF was told through IMS")
  RecoveryAnswer report(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestBody ReportInput input,
      Authentication signedIn) {
    var ref = handled(reference, signedIn);
    return staff(recoveries.reported(ref, number, signedIn.getName(), text(input.reference())));
  }

  private ApplicationRef handled(String reference, Authentication signedIn) {
    return access.handled(reference, Viewer.of(signedIn)).reference();
  }

  private static RecoveryAnswer staff(RecoveryView view) {
    return RecoveryAnswer.of(view, true);
  }

  private static String text(@Nullable String sent) {
    return Objects.requireNonNullElse(sent, "");
  }
}
