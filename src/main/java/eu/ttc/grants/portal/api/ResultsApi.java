package eu.ttc.grants.portal.api;

import eu.ttc.grants.outcome.OutcomeReport;
import eu.ttc.grants.outcome.OutcomeReports;
import eu.ttc.grants.outcome.ReportOutcome;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/results")
@Tag(name = "Results")
class ResultsApi {

  private final OutcomeReports reports;
  private final Access access;

  ResultsApi(OutcomeReports reports, Access access) {
    this.reports = reports;
    this.access = access;
  }

  @GetMapping
  @Operation(summary = "What was reported after the payment and a year later")
  List<OutcomeReport> all(@PathVariable String reference, Authentication signedIn) {
    return reports.of(access.visible(reference, Viewer.of(signedIn)).reference());
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Report the results that are awaited; reporting again changes nothing")
  OutcomeReport report(
      @PathVariable String reference, @RequestBody ReportOutcome told, Authentication signedIn) {
    return reports.report(Access.reference(reference), signedIn.getName(), told);
  }
}
