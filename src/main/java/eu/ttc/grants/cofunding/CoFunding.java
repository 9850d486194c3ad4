package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The co-funding of an application: its plan, what shows it, and whether it is assured. */
@Service
public class CoFunding {

  private static final int MOST_ITEMS = 200;
  private static final int LONGEST_TEXT = 140;
  private static final long MOST_CENTS = 100_000_000_000_00L;

  private final Applications applications;
  private final Documents documents;
  private final Reckoning reckoning;
  private final PlanRows plans;
  private final EvidenceRows evidence;
  private final VerificationRows rows;
  private final RequestRows requests;
  private final OfferRows offers;
  private final CureRows cures;
  private final SheetRows sheets;

  CoFunding(
      Applications applications,
      Documents documents,
      Reckoning reckoning,
      PlanRows plans,
      EvidenceRows evidence,
      VerificationRows rows,
      RequestRows requests,
      OfferRows offers,
      CureRows cures,
      SheetRows sheets) {
    this.applications = applications;
    this.documents = documents;
    this.reckoning = reckoning;
    this.plans = plans;
    this.evidence = evidence;
    this.rows = rows;
    this.requests = requests;
    this.offers = offers;
    this.cures = cures;
    this.sheets = sheets;
  }

  /**
   * Says what each party costs and gets; the newest plan counts.
   *
   * @param actor who found it: a person, or {@link Applications#SYSTEM}
   * @throws IllegalArgumentException when a party is not in the dossier, or this is no application
   *     to the innovation fund
   * @throws NotNow when the application ended, or its co-funding was verified with another plan
   */
  @Transactional
  public void plan(ApplicationRef ref, FinancingPlan plan, String actor) {
    applications.requireOpen(ref);
    requireFund(ref);
    var known = parties(ref);
    for (var share : plan.parties()) {
      if (known.stream().noneMatch(party -> party.key().equals(share.party()))) {
        throw new IllegalArgumentException(
            "%s has no party %s; there are %s.".formatted(ref, share.party(), known));
      }
    }
    if (plans.newest(ref).filter(kept -> kept.plan().equals(plan)).isPresent()) {
      return;
    }
    var state = rows.state(ref);
    if (state != VerificationState.OPEN) {
      throw new NotNow(
          "The co-funding of %s is %s; its financing plan stays as it is.".formatted(ref, state));
    }
    reckoning.plan(ref, plan, actor);
  }

  /**
   * Records evidence of the applicant, as a draft, or until an officer begins to look at it, or
   * when more is asked for.
   *
   * @return number of the item
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws NotNow when no evidence is taken now
   * @throws InvalidInput naming each field that is wrong; nothing is changed then
   */
  @Transactional
  public int record(RecordEvidence command) {
    var ref = command.application();
    applications.get(ref, command.applicant());
    var status = applications.lockedStatus(ref);
    requireFund(ref);
    requireWelcome(ref, status);
    var items = evidence.of(ref);
    var document = document(ref, command);
    var problems = problems(command, items.size(), document);
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    var item = item(command, items.size() + 1, document.orElseThrow());
    evidence.add(ref, item);
    applications.note(
        ref, "CO_FUNDING_EVIDENCE_RECORDED", command.applicant(), item.amount().toString());
    return item.number();
  }

  /**
   * What the money that was verified would cover if costs and grant were distributed like this,
   * such as after a change of the grant; nothing is kept.
   *
   * @throws NotNow when the co-funding was never verified
   */
  @Transactional(readOnly = true)
  public Sheet under(ApplicationRef ref, FinancingPlan plan) {
    requireOnceVerified(ref);
    return reckoning.under(ref, plan);
  }

  /**
   * Puts another plan in the place of the one that was verified, within the running transaction,
   * with a sheet of its own. A co-funding that lost a co-funder is assured again by it.
   *
   * @param actor who decided it
   * @throws NotNow when it was never verified, or its money does not cover the plan
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void amend(ApplicationRef ref, FinancingPlan plan, String actor) {
    applications.requireOpen(ref);
    requireOnceVerified(ref);
    if (plans.newest(ref).filter(kept -> kept.plan().equals(plan)).isPresent()) {
      return;
    }
    reckoning.plan(ref, plan, actor);
    var sheet = reckoning.amend(ref, rows.lastRound(ref).orElseThrow().number());
    if (sheet.fallsShort() || !reckoning.holdsItsMoney(ref)) {
      throw new NotNow("The co-funding of %s does not cover the plan.".formatted(ref));
    }
    rows.become(ref, VerificationState.VERIFIED, reckoning.now());
    cures.amended(ref, reckoning.now());
  }

  private void requireOnceVerified(ApplicationRef ref) {
    var state = rows.state(ref);
    if (sheets.newest(ref).isEmpty()
        || state == VerificationState.SUPPLEMENTING
        || state == VerificationState.OFFERED) {
      throw new NotNow(
          "The co-funding of %s is %s; it must be verified first.".formatted(ref, state));
    }
  }

  /** The parties that can bring money, the lead first. */
  @Transactional(readOnly = true)
  public List<CoFundingParty> parties(ApplicationRef ref) {
    return CoFundingParty.of(applications.get(ref).dossier());
  }

  /** The plan that counts, once there is one; after an accepted reduction the reduced one. */
  @Transactional(readOnly = true)
  public Optional<FinancingPlan> planOf(ApplicationRef ref) {
    return plans.newest(ref).map(PlanRows.Numbered::plan);
  }

  /** How far its verification is. */
  @Transactional(readOnly = true)
  public VerificationState state(ApplicationRef ref) {
    return rows.state(ref);
  }

  /** Everything there is about the co-funding of an application. */
  @Transactional(readOnly = true)
  public CoFundingView of(ApplicationRef ref) {
    var plan = planOf(ref);
    return new CoFundingView(
        rows.state(ref),
        parties(ref),
        plan,
        evidence.of(ref),
        rows.verdicts(ref),
        plan.map(known -> reckoning.preview(ref)),
        sheets.of(ref),
        requests.last(ref).orElse(null),
        offers.last(ref).orElse(null),
        cures.of(ref));
  }

  /** Whether evidence can be recorded now. */
  @Transactional(readOnly = true)
  public boolean takesEvidence(ApplicationRef ref) {
    return ref.scheme() == Scheme.INNOVATION_FUND
        && isGoingOn(applications.get(ref).status())
        && rows.state(ref).takesEvidence();
  }

  /**
   * Fails unless the co-funding is assured now (promise 4): verified by an officer with a sheet
   * that covers everything, no co-funder missing, and its money counted in no other application. A
   * voucher needs none.
   *
   * @throws NotNow saying what is missing
   */
  @Transactional(readOnly = true)
  public void requireVerified(ApplicationRef ref) {
    if (ref.scheme() != Scheme.INNOVATION_FUND) {
      return;
    }
    var state = rows.state(ref);
    if (state != VerificationState.VERIFIED) {
      throw new NotNow(
          "The co-funding of %s is %s; it must be verified first.".formatted(ref, state));
    }
    if (!reckoning.holdsItsMoney(ref)) {
      throw new NotNow(
          "Money that the co-funding of %s rests on counts in another application now; it must be verified again."
              .formatted(ref));
    }
  }

  /** As {@link #requireVerified}, for those who gather all that is missing. */
  @Transactional(readOnly = true)
  public boolean isAssured(ApplicationRef ref) {
    return ref.scheme() != Scheme.INNOVATION_FUND
        || rows.state(ref) == VerificationState.VERIFIED && reckoning.holdsItsMoney(ref);
  }

  private static void requireFund(ApplicationRef ref) {
    if (ref.scheme() != Scheme.INNOVATION_FUND) {
      throw new NotNow("%s asks for a voucher, which needs no co-funding.".formatted(ref));
    }
  }

  private void requireWelcome(ApplicationRef ref, ApplicationStatus status) {
    var state = rows.state(ref);
    if (!isGoingOn(status) || !state.takesEvidence()) {
      throw new NotNow(
          "%s is %s and its co-funding %s; no evidence is taken now."
              .formatted(ref, status, state));
    }
    if (state == VerificationState.SUPPLEMENTING
        && requests.last(ref).filter(one -> one.takesAnswer(reckoning.now())).isEmpty()) {
      throw new NotNow("The time to show further co-funding of %s is over.".formatted(ref));
    }
  }

  private static boolean isGoingOn(ApplicationStatus status) {
    return status == ApplicationStatus.DRAFT || status.open();
  }

  private Optional<DocumentInfo> document(ApplicationRef ref, RecordEvidence command) {
    return documents.of(ref).stream()
        .filter(document -> document.id().equals(command.documentId()))
        .filter(document -> document.kind() == DocumentKind.CO_FUNDING)
        .findFirst();
  }

  private List<FieldProblem> problems(
      RecordEvidence command, int recorded, Optional<DocumentInfo> document) {
    var problems = new ArrayList<FieldProblem>();
    var keys = parties(command.application()).stream().map(CoFundingParty::key).toList();
    if (command.kind() == null) {
      problems.add(required("kind"));
    }
    problems.addAll(problemsOfParties(command, keys));
    problems.addAll(problemsOfText("issuer", command.issuer()));
    problems.addAll(problemsOfText("reference", command.reference()));
    if (command.amountCents() == null) {
      problems.add(required("amountCents"));
    } else if (command.amountCents() < 1 || command.amountCents() > MOST_CENTS) {
      problems.add(new FieldProblem("amountCents", "min", "must be an amount of at least 1 cent"));
    }
    if (command.fundsShownCents() != null
        && (command.fundsShownCents() < 0 || command.fundsShownCents() > MOST_CENTS)) {
      problems.add(
          new FieldProblem("fundsShownCents", "min", "must be an amount of 0 cents or more"));
    }
    problems.addAll(problemsOfDays(command));
    if (document.isEmpty()) {
      problems.add(
          command.documentId() == null
              ? required("documentId")
              : new FieldProblem(
                  "documentId",
                  "unknown",
                  "is no document of kind CO_FUNDING of this application"));
    }
    if (recorded >= MOST_ITEMS) {
      problems.add(
          new FieldProblem("evidence", "size", "at most %d items are taken".formatted(MOST_ITEMS)));
    }
    return problems;
  }

  private static List<FieldProblem> problemsOfParties(RecordEvidence command, List<String> keys) {
    var problems = new ArrayList<FieldProblem>();
    if (command.party() == null || command.party().isBlank()) {
      problems.add(required("party"));
    } else if (!keys.contains(command.party())) {
      problems.add(new FieldProblem("party", "unknown", "must be one of %s".formatted(keys)));
    }
    var moves = command.kind() == EvidenceKind.REALLOCATION;
    var giver = blankToNull(command.givenBy());
    if (moves && giver == null) {
      problems.add(required("givenBy"));
    } else if (moves && (!keys.contains(giver) || giver.equals(command.party()))) {
      problems.add(
          new FieldProblem(
              "givenBy", "unknown", "must be another one of the parties %s".formatted(keys)));
    } else if (!moves && giver != null) {
      problems.add(new FieldProblem("givenBy", "unknown", "is only told with a reallocation"));
    }
    return problems;
  }

  private static List<FieldProblem> problemsOfText(String field, @Nullable String text) {
    if (text == null || text.isBlank() || CoFundingParty.comparable(text).isEmpty()) {
      return List.of(required(field));
    }
    return text.length() > LONGEST_TEXT
        ? List.of(
            new FieldProblem(
                field, "size", "must have at most %d characters".formatted(LONGEST_TEXT)))
        : List.of();
  }

  private List<FieldProblem> problemsOfDays(RecordEvidence command) {
    var problems = new ArrayList<FieldProblem>();
    var datedOn = command.datedOn();
    var validUntil = command.validUntil();
    if (datedOn == null) {
      problems.add(required("datedOn"));
    } else if (datedOn.isAfter(reckoning.today()) || datedOn.getYear() < 1900) {
      problems.add(new FieldProblem("datedOn", "pastOrPresent", "must not lie in the future"));
    }
    if (validUntil == null && command.kind() == EvidenceKind.CREDIT_LINE) {
      problems.add(required("validUntil"));
    } else if (validUntil != null && datedOn != null && validUntil.isBefore(datedOn)) {
      problems.add(new FieldProblem("validUntil", "afterStart", "must not be before its date"));
    } else if (validUntil != null && validUntil.getYear() > 9999) {
      problems.add(new FieldProblem("validUntil", "max", "must be a day before the year 10000"));
    }
    return problems;
  }

  private static FieldProblem required(String field) {
    return new FieldProblem(field, "required", "is required");
  }

  /** Of what was found to be without problems. */
  @SuppressWarnings("NullAway")
  private Evidence item(RecordEvidence command, int number, DocumentInfo document) {
    return new Evidence(
        number,
        command.kind(),
        command.party(),
        blankToNull(command.givenBy()),
        command.issuer().strip(),
        command.reference().strip(),
        Cents.of(command.amountCents()),
        Optional.ofNullable(command.fundsShownCents()).map(Cents::of).orElse(null),
        command.datedOn(),
        command.validUntil(),
        Boolean.TRUE.equals(command.unencumbered()),
        Boolean.TRUE.equals(command.unconditional()),
        document.id(),
        document.sha256(),
        command.applicant(),
        reckoning.now());
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
