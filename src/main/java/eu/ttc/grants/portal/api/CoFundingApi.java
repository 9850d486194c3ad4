package eu.ttc.grants.portal.api;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CoFundingParty;
import eu.ttc.grants.cofunding.CoFundingView;
import eu.ttc.grants.cofunding.Cure;
import eu.ttc.grants.cofunding.Cures;
import eu.ttc.grants.cofunding.Evidence;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.EvidenceRequest;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.cofunding.ItemVerdict;
import eu.ttc.grants.cofunding.NumberedSheet;
import eu.ttc.grants.cofunding.RecordEvidence;
import eu.ttc.grants.cofunding.ReducedGrant;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.cofunding.Sheet;
import eu.ttc.grants.cofunding.VerificationState;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
@RequestMapping("/api/applications/{reference}/co-funding")
@Tag(name = "Co-funding")
class CoFundingApi {

  private final CoFunding coFunding;
  private final EvidenceRequests requests;
  private final ReducedGrants reducedGrants;
  private final Cures cures;
  private final Access access;

  CoFundingApi(
      CoFunding coFunding,
      EvidenceRequests requests,
      ReducedGrants reducedGrants,
      Cures cures,
      Access access) {
    this.coFunding = coFunding;
    this.requests = requests;
    this.reducedGrants = reducedGrants;
    this.cures = cures;
    this.access = access;
  }

  /**
   * One item of evidence as sent: amounts in euro cents, {@code party} one of the keys that GET
   * tells, {@code documentId} of a document of kind CO_FUNDING.
   */
  record EvidenceInput(
      @Nullable EvidenceKind kind,
      @Nullable String party,
      @Nullable String givenBy,
      @Nullable String issuer,
      @Nullable String reference,
      @Nullable Long amountCents,
      @Nullable Long fundsShownCents,
      @Nullable LocalDate datedOn,
      @Nullable LocalDate validUntil,
      @Nullable Boolean unencumbered,
      @Nullable Boolean unconditional,
      @Nullable UUID documentId) {}

  /** Number of the recorded item. */
  record RecordedAnswer(String application, int number) {}

  /** Which item of evidence counts no more, and what has happened. */
  record DepartureInput(@Nullable Integer item, @Nullable String reasons) {}

  /** Whether the applicant takes the smaller grant. */
  record ReducedGrantInput(@Nullable Boolean accepted) {}

  /** One item; amounts in euro cents. */
  record EvidenceAnswer(
      int number,
      EvidenceKind kind,
      String party,
      @Nullable String givenBy,
      String issuer,
      String reference,
      long amountCents,
      @Nullable Long fundsShownCents,
      LocalDate datedOn,
      @Nullable LocalDate validUntil,
      boolean unencumbered,
      boolean unconditional,
      UUID documentId,
      String documentSha256,
      @Nullable ItemVerdict verdict) {

    static EvidenceAnswer of(Evidence item, @Nullable ItemVerdict verdict) {
      return new EvidenceAnswer(
          item.number(),
          item.kind(),
          item.party(),
          item.givenBy(),
          item.issuer(),
          item.reference(),
          item.amount().value(),
          Optional.ofNullable(item.fundsShown()).map(Cents::value).orElse(null),
          item.datedOn(),
          item.validUntil(),
          item.unencumbered(),
          item.unconditional(),
          item.document(),
          item.documentSha256(),
          verdict);
    }
  }

  /**
   * Everything about the co-funding; amounts in euro cents.
   *
   * @param plan null until costs and grant of each party are known
   * @param preview what would come out now if every item not judged yet were accepted
   * @param sheets every calculation that was kept, oldest first
   */
  record CoFundingAnswer(
      String application,
      VerificationState state,
      List<CoFundingParty> parties,
      @Nullable FinancingPlan plan,
      List<EvidenceAnswer> evidence,
      @Nullable Sheet preview,
      List<NumberedSheet> sheets,
      @Nullable EvidenceRequest request,
      @Nullable ReducedGrant reducedGrant,
      List<Cure> cures) {

    static CoFundingAnswer of(ApplicationView application, CoFundingView view) {
      return new CoFundingAnswer(
          application.reference().value(),
          view.state(),
          view.parties(),
          view.plan().orElse(null),
          view.evidence().stream()
              .map(item -> EvidenceAnswer.of(item, view.verdicts().get(item.number())))
              .toList(),
          view.preview().orElse(null),
          view.sheets(),
          view.request(),
          view.offer(),
          view.cures());
    }
  }

  @GetMapping
  @Operation(summary = "Evidence of co-funding, what counts of it, and what is missing")
  CoFundingAnswer of(@PathVariable String reference, Authentication signedIn) {
    var viewer = Viewer.of(signedIn);
    var application = access.visible(reference, viewer);
    if (!viewer.seesAllSubmitted() && !application.applicant().equals(viewer.username())) {
      throw new Unknown("application", reference);
    }
    return CoFundingAnswer.of(application, coFunding.of(application.reference()));
  }

  @PostMapping
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Record one item of evidence",
      description =
          "A newer item of the same party, issuer and reference takes the place of the older one.")
  RecordedAnswer record(
      @PathVariable String reference, @RequestBody EvidenceInput input, Authentication signedIn) {
    var ref = Access.reference(reference);
    var number =
        coFunding.record(
            new RecordEvidence(
                ref,
                signedIn.getName(),
                input.kind(),
                input.party(),
                input.givenBy(),
                input.issuer(),
                input.reference(),
                input.amountCents(),
                input.fundsShownCents(),
                input.datedOn(),
                input.validUntil(),
                input.unencumbered(),
                input.unconditional(),
                input.documentId()));
    return new RecordedAnswer(ref.value(), number);
  }

  @PostMapping("/submission")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Hand in what was asked for; again it changes nothing")
  EvidenceRequest handIn(@PathVariable String reference, Authentication signedIn) {
    return requests.handIn(Access.reference(reference), signedIn.getName());
  }

  @PostMapping("/departures")
  @PreAuthorize("hasRole('PROGRAMME_OFFICER')")
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Note that a co-funder left after the agreement",
      description =
          "Unless enough is left, payments rest and the applicant can show other money for a"
              + " while.")
  Cure funderLeft(
      @PathVariable String reference, @RequestBody DepartureInput input, Authentication signedIn) {
    var ref = access.handled(reference, Viewer.of(signedIn)).reference();
    return cures.funderLeft(
        ref,
        Objects.requireNonNullElse(input.item(), 0),
        Objects.requireNonNullElse(input.reasons(), ""),
        signedIn.getName());
  }

  @PostMapping("/replacement")
  @PreAuthorize("hasRole('APPLICANT')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Hand in what takes the place of a co-funder who left")
  CoFundingAnswer handInReplacement(@PathVariable String reference, Authentication signedIn) {
    var application = access.own(reference, signedIn);
    cures.handIn(application.reference(), signedIn.getName());
    return CoFundingAnswer.of(application, coFunding.of(application.reference()));
  }

  @PostMapping("/reduced-grant")
  @PreAuthorize("hasRole('APPLICANT')")
  @Operation(summary = "Accept or decline the smaller grant that is offered")
  ReducedGrant answer(
      @PathVariable String reference,
      @RequestBody ReducedGrantInput input,
      Authentication signedIn) {
    var ref = Access.reference(reference);
    if (input.accepted() == null) {
      access.own(reference, signedIn);
      throw InvalidInput.of("accepted", "required", "must be true or false");
    }
    return reducedGrants.answer(ref, signedIn.getName(), input.accepted());
  }
}
