package eu.ttc.grants.call;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.SubmissionRule;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * An application to the fund answers a call, and is received while that call is open, in one of its
 * languages.
 */
@Component
class CallRule implements SubmissionRule {

  private static final String LANGUAGE = "fund.language";

  private final CallRows rows;
  private final Clock clock;

  CallRule(CallRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public Scheme scheme() {
    return Scheme.INNOVATION_FUND;
  }

  /** A draft may outlive its call, so that nothing typed is lost; it only cannot be submitted. */
  @Override
  public List<FieldProblem> problems(Dossier dossier) {
    var fund = dossier.fund();
    return fund == null
            || fund.call() == null
            || fund.call().isBlank()
            || rows.find(fund.call(), clock.instant()).isPresent()
        ? List.of()
        : List.of(new FieldProblem("fund.call", "unknownCall", "there is no such call"));
  }

  /** A draft may be written in any language; it only cannot be submitted. */
  @Override
  public List<FieldProblem> hindrances(Dossier dossier) {
    var fund = dossier.fund();
    return fund == null
        ? List.of()
        : rows.find(fund.call(), clock.instant()).stream()
            .flatMap(call -> language(call, fund.language()).stream())
            .toList();
  }

  private static Optional<FieldProblem> language(CallView call, @Nullable String language) {
    var told = language == null ? "" : language.strip();
    if (told.isEmpty()) {
      return call.languages().size() == 1
          ? Optional.empty()
          : Optional.of(new FieldProblem(LANGUAGE, "required", "is required"));
    }
    return call.languages().stream().anyMatch(one -> one.code().equals(told))
        ? Optional.empty()
        : Optional.of(
            new FieldProblem(
                LANGUAGE,
                "languageOfCall",
                "must be a language of call %s: %s"
                    .formatted(
                        call.reference(),
                        call.languages().stream()
                            .map(Language::code)
                            .collect(Collectors.joining(", ")))));
  }

  @Override
  public void admit(ApplicationRef ref, Dossier dossier, Instant receivedAt) {
    var fund = dossier.fund();
    if (fund == null) {
      throw new NotNow("%s names no call, so it cannot be submitted.".formatted(ref));
    }
    var call =
        rows.held(fund.call(), receivedAt)
            .orElseThrow(() -> new NotNow("%s names no call that exists.".formatted(ref)));
    switch (call.state()) {
      case ANNOUNCED ->
          throw new NotNow(
              "Call %s opens at %s; %s stays a draft until then."
                  .formatted(call.reference(), Applications.inProgramme(call.opensAt()), ref));
      case CLOSED ->
          throw new NotNow(
              "Call %s closed at %s, so %s came too late and is not admitted. It stays a draft; it can answer the next call."
                  .formatted(call.reference(), Applications.inProgramme(call.closesAt()), ref));
      case OPEN -> {
        var hindrances = language(call, fund.language());
        if (hindrances.isPresent()) {
          throw new InvalidInput(List.of(hindrances.get()));
        }
        rows.received(ref, call.reference(), receivedAt);
      }
    }
  }
}
