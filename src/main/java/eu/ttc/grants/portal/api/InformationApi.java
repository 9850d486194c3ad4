package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.information.AnswerInformation;
import eu.ttc.grants.information.Answering.AlreadyAnswered;
import eu.ttc.grants.information.Answering.Answered;
import eu.ttc.grants.information.Answering.NothingAsked;
import eu.ttc.grants.information.Answering.TooLate;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationRequestView;
import eu.ttc.grants.information.InformationState;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.information.Supplement;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Timeline;
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
@RequestMapping("/api/applications/{reference}/information")
@Tag(name = "Information requests")
class InformationApi {

  private final Information information;
  private final Applications applications;
  private final Documents documents;
  private final Access access;

  InformationApi(
      Information information, Applications applications, Documents documents, Access access) {
    this.information = information;
    this.applications = applications;
    this.documents = documents;
    this.access = access;
  }

  /**
   * An answer as sent: words, documents, and the parts of the dossier that change, each whole.
   *
   * @param number of the request; without one the latest is answered
   */
  record AnswerInput(
      @Nullable Integer number,
      @Nullable String answer,
      @Nullable List<@Nullable UUID> documentIds,
      Dossier.@Nullable Enterprise enterprise,
      Dossier.@Nullable Project project,
      @Nullable List<Dossier.@Nullable Partner> partners,
      @Nullable List<Dossier.@Nullable CostLine> costs,
      @Nullable List<Dossier.@Nullable PriorAid> priorDeMinimis,
      Dossier.@Nullable Declarations declarations,
      Dossier.@Nullable BankAccount bankAccount,
      @Nullable Long requestedAmountCents,
      Dossier.@Nullable Fund fund) {

    AnswerInformation command(ApplicationRef ref, String applicant) {
      return new AnswerInformation(
          ref,
          number,
          applicant,
          Objects.requireNonNullElse(answer, ""),
          new Supplement(
              enterprise,
              project,
              partners,
              costs,
              priorDeMinimis,
              declarations,
              bankAccount,
              requestedAmountCents,
              fund),
          documentIds == null ? List.of() : documentIds.stream().filter(Objects::nonNull).toList());
    }
  }

  /** One round of asking. */
  record RequestAnswer(
      int number,
      InformationTopic topic,
      InformationState state,
      int round,
      int roundsLeft,
      @Nullable String question,
      List<FieldProblem> missing,
      String askedBy,
      Instant askedAt,
      Instant dueAt,
      @Nullable Given answer) {}

  /** What was answered, and the version of the dossier that counts since then. */
  record Given(
      String answer,
      String answeredBy,
      Instant answeredAt,
      int dossierVersion,
      List<DocumentInfo> documents) {}

  /** The request as it stands after the answer, and what is missing all the same. */
  record Received(RequestAnswer request, List<FieldProblem> missing) {}

  @GetMapping
  @Operation(summary = "Everything that was asked of the applicant, and the answers, oldest first")
  List<RequestAnswer> all(@PathVariable String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var seen = access.visible(reference, viewer);
    return told(seen.reference(), seen.applicant().equals(viewer.username()));
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary = "Answer the open request, once; tells what is missing all the same",
      description =
          "Parts of the dossier that are sent replace the earlier ones whole; the earlier version"
              + " is kept. Documents are uploaded before.")
  Received answer(
      @PathVariable String reference, @RequestBody AnswerInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    return switch (information.answer(input.command(ref, signedIn.getName()))) {
      case Answered(int number, var at) -> received(ref, number);
      case AlreadyAnswered(int number, var at) -> received(ref, number);
      case TooLate(var dueAt) ->
          throw new NotNow(
              "The information about %s had to be given by %s; it is too late now."
                  .formatted(ref, dueAt));
      case NothingAsked() -> throw new NotNow("Nothing was asked about %s.".formatted(ref));
    };
  }

  private Received received(ApplicationRef ref, int number) {
    var request =
        told(ref, true).stream()
            .filter(asked -> asked.number() == number)
            .findFirst()
            .orElseThrow();
    return new Received(request, applications.missing(ref));
  }

  private List<RequestAnswer> told(ApplicationRef ref, boolean toApplicant) {
    var stored = documents.of(ref);
    return information.of(ref).stream().map(request -> told(request, stored, toApplicant)).toList();
  }

  private static RequestAnswer told(
      InformationRequestView request, List<DocumentInfo> stored, boolean toApplicant) {
    var byPerson = !request.askedBy().equals(Applications.SYSTEM);
    var given = request.answer();
    return new RequestAnswer(
        request.number(),
        request.topic(),
        request.state(),
        request.round(),
        request.roundsLeft(),
        request.question(),
        request.missing(),
        byPerson && toApplicant ? Timeline.PROGRAMME : request.askedBy(),
        request.askedAt(),
        request.dueAt(),
        given == null
            ? null
            : new Given(
                given.answer(),
                given.answeredBy(),
                given.answeredAt(),
                given.dossierVersion(),
                stored.stream()
                    .filter(document -> given.documents().contains(document.id()))
                    .toList()));
  }
}
