package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.evaluation.ExpertView;
import eu.ttc.grants.evaluation.Experts;
import eu.ttc.grants.evaluation.FormerEmployer;
import eu.ttc.grants.evaluation.TellExpert;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.Unknown;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Experts as administrators keep them; who evaluates what is not told here. */
@RestController
@RequestMapping("/api/experts")
@PreAuthorize("hasRole('ADMINISTRATOR')")
@Tag(name = "Experts")
class ExpertsApi {

  private final Experts experts;

  ExpertsApi(Experts experts) {
    this.experts = experts;
  }

  /** A former employer; {@code until} is the last day of the employment. */
  record FormerInput(@Nullable String employer, @Nullable LocalDate until) {}

  /** An expert; {@code username} counts when one is added, {@code available} unsaid is true. */
  record ExpertInput(
      @Nullable String username,
      @Nullable List<Sector> sectors,
      @Nullable List<Language> languages,
      @Nullable String country,
      @Nullable String employer,
      @Nullable List<FormerInput> formerEmployers,
      @Nullable Boolean available) {

    TellExpert of(String username) {
      return new TellExpert(
          username,
          Objects.requireNonNullElse(sectors, List.of()),
          Objects.requireNonNullElse(languages, List.of()),
          Objects.requireNonNullElse(country, ""),
          Objects.requireNonNullElse(employer, ""),
          Objects.requireNonNullElse(formerEmployers, List.<FormerInput>of()).stream()
              .map(
                  former ->
                      new FormerEmployer(
                          Objects.requireNonNullElse(former.employer(), ""), former.until()))
              .toList(),
          !Boolean.FALSE.equals(available));
    }
  }

  @GetMapping
  @Operation(summary = "All experts, by name")
  List<ExpertView> all() {
    return experts.all();
  }

  @GetMapping("/{username}")
  @Operation(summary = "One expert")
  ExpertView one(@PathVariable String username) {
    return experts.find(username).orElseThrow(() -> new Unknown("expert", username));
  }

  @PostMapping
  @Operation(
      summary = "Add an expert",
      description =
          "The account must have role EVALUATOR. New applications are given to the expert from now"
              + " on, unless a conflict of interest is known.")
  ResponseEntity<ExpertView> add(@RequestBody ExpertInput input, Authentication signedIn) {
    var added =
        experts.add(input.of(Objects.requireNonNullElse(input.username(), "")), signedIn.getName());
    return ResponseEntity.created(URI.create("/api/experts/" + added.username())).body(added);
  }

  @PutMapping("/{username}")
  @Operation(
      summary = "Change an expert",
      description = "The whole expert is told anew. What was given to the expert stays.")
  ExpertView change(
      @PathVariable String username, @RequestBody ExpertInput input, Authentication signedIn) {
    return experts.change(input.of(username), signedIn.getName());
  }
}
