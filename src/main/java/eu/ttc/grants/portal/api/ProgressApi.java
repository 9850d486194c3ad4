package eu.ttc.grants.portal.api;

import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import eu.ttc.grants.progress.ProgressReview;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.progress.ProgressState;
import eu.ttc.grants.progress.ProgressVerdict;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
@RequestMapping("/api/applications/{reference}/progress-reports")
@Tag(name = "Progress reports")
class ProgressApi {

  private final ProgressReviews reviews;
  private final Access access;

  ProgressApi(ProgressReviews reviews, Access access) {
    this.reviews = reviews;
    this.access = access;
  }

  /** A report as sent. */
  record ReportInput(@Nullable String report) {}

  /** A progress report, asked for at a milestone, and what was found about it. */
  record ReportAnswer(
      int number,
      LocalDate milestoneOn,
      ProgressState state,
      Instant dueAt,
      @Nullable String report,
      @Nullable Instant reportedAt,
      @Nullable ProgressVerdict verdict,
      @Nullable String remarks,
      @Nullable Instant reviewedAt) {

    static ReportAnswer of(ProgressReview view) {
      return new ReportAnswer(
          view.number(),
          view.milestoneOn(),
          view.state(),
          view.dueAt(),
          view.report(),
          view.reportedAt(),
          view.verdict(),
          view.remarks(),
          view.reviewedAt());
    }
  }

  @GetMapping
  @Operation(summary = "Progress reports of a grant, oldest first")
  List<ReportAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return reviews.of(ref).stream().map(ReportAnswer::of).toList();
  }

  @PostMapping("/{number}")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Send the progress report that is asked for")
  ReportAnswer report(
      @PathVariable String reference,
      @PathVariable int number,
      @RequestBody ReportInput input,
      Authentication signedIn) {
    var ref = Access.reference(reference);
    return ReportAnswer.of(
        reviews.report(
            ref, number, signedIn.getName(), Objects.requireNonNullElse(input.report(), "")));
  }
}
