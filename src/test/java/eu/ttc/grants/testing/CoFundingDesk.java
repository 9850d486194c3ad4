package eu.ttc.grants.testing;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.cofunding.Checking;
import eu.ttc.grants.cofunding.Checklist;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.Confirmation;
import eu.ttc.grants.cofunding.EvidenceKind;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.cofunding.ItemVerdict;
import eu.ttc.grants.cofunding.PartyShare;
import eu.ttc.grants.cofunding.RecordEvidence;
import eu.ttc.grants.cofunding.RecordVerdicts;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes the co-funding of applications to the innovation fund through its steps. Their lifecycle
 * does not exist yet, so they are moved to the status in which it will be verified.
 */
public final class CoFundingDesk {

  private final ApplicationDesk desk;
  private final Applications applications;
  private final Documents documents;
  private final CoFunding coFunding;
  private final Verifications verifications;
  private final Clock clock;

  CoFundingDesk(
      ApplicationDesk desk,
      Applications applications,
      Documents documents,
      CoFunding coFunding,
      Verifications verifications,
      Clock clock) {
    this.desk = desk;
    this.applications = applications;
    this.documents = documents;
    this.coFunding = coFunding;
    this.verifications = verifications;
    this.clock = clock;
  }

  /** Approved, without a financing plan. */
  public ApplicationRef approved(AnApplication told) {
    return desk.submitAndMove(
        told,
        ApplicationStatus.COMPLETE,
        ApplicationStatus.ELIGIBLE,
        ApplicationStatus.EVALUATED,
        ApplicationStatus.APPROVED);
  }

  /** Approved; the lead bears all costs, of which half may be aid. */
  public ApplicationRef planned(AnApplication told, Cents costs, Cents grant) {
    var ref = approved(told);
    plan(ref, costs, grant);
    return ref;
  }

  /** Gives these costs and grants, alternately, to the parties in the order of the dossier. */
  public void plan(ApplicationRef ref, Cents... costsAndGrants) {
    var parties = coFunding.parties(ref);
    var shares = new ArrayList<PartyShare>();
    for (int index = 0; index < costsAndGrants.length / 2; index++) {
      var party = parties.get(index);
      var costs = costsAndGrants[2 * index];
      shares.add(
          new PartyShare(
              party.key(),
              party.name(),
              costs,
              costsAndGrants[2 * index + 1],
              Cents.of(costs.value() / 2)));
    }
    coFunding.plan(ref, new FinancingPlan(shares), Applications.SYSTEM);
  }

  /** Records money in the bank of the lead, with a document of its own. */
  public int bank(ApplicationRef ref, AnApplication told, String account, Cents amount) {
    return record(ref, told, EvidenceKind.BANK_BALANCE, account, amount, null, account + ref);
  }

  /** Records evidence of the lead, dated today. */
  public int record(
      ApplicationRef ref,
      AnApplication told,
      EvidenceKind kind,
      String account,
      Cents amount,
      @Nullable LocalDate validUntil,
      String document) {
    return coFunding.record(
        evidence(ref, told, kind, account, amount, validUntil, document(ref, told, document)));
  }

  /** Evidence of the lead as it can be recorded. */
  public RecordEvidence evidence(
      ApplicationRef ref,
      AnApplication told,
      EvidenceKind kind,
      String account,
      Cents amount,
      @Nullable LocalDate validUntil,
      @Nullable UUID document) {
    return new RecordEvidence(
        ref,
        told.applicant(),
        kind,
        coFunding.parties(ref).getFirst().key(),
        null,
        "Bank of " + account,
        account,
        amount.value(),
        amount.value(),
        today(),
        validUntil,
        true,
        true,
        document);
  }

  /** A document with this content, that shows co-funding. */
  public UUID document(ApplicationRef ref, AnApplication told, String content) {
    return documents
        .add(
            ref,
            told.applicant(),
            DocumentKind.CO_FUNDING,
            "evidence.pdf",
            "application/pdf",
            content.getBytes(StandardCharsets.UTF_8))
        .id();
  }

  /** Has a new officer accept everything that the rules let count; tells what is to be judged. */
  public Checklist accept(ApplicationRef ref) {
    var checklist = verifications.assess(ref, passageOf("cofunding.assess"));
    judge(
        ref,
        checklist.round(),
        checklist.items().stream()
            .<ItemVerdict>map(item -> new ItemVerdict.Accepted(item.number()))
            .toList(),
        desk.person(Role.PROGRAMME_OFFICER));
    return checklist;
  }

  /** Has this officer judge. */
  public Checking judge(ApplicationRef ref, int round, List<ItemVerdict> verdicts, String officer) {
    return verifications.recordVerdicts(
        new RecordVerdicts(ref, round, verdicts, true, "Statements read.", officer),
        passageOf("cofunding.record-verdicts"));
  }

  /** Accepts everything that the rules let count, and confirms it. */
  public Confirmation verify(ApplicationRef ref) {
    accept(ref);
    return verifications.confirm(ref, passageOf("cofunding.confirm"));
  }

  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }
}
