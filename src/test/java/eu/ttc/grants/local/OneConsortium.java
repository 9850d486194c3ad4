package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.local.CallCast.Part;
import eu.ttc.grants.portal.Http;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One of the consortia that answer the call, and what people do about it. */
final class OneConsortium extends OneCase {

  /** What an officer takes off a cost, half of which the grant would have paid. */
  static final long CORRECTION_CENTS = 100_000;

  static final long SET_OFF_CENTS = 500_000;
  static final long REPAID_CENTS = 400_000;

  private final Part part;
  private final Call call;
  private final List<KeyedClient> partners = new ArrayList<>();

  /**
   * The call that they answer, and those who work on it.
   *
   * @param closed when nobody can apply any more
   */
  record Call(
      Http portal,
      Histories histories,
      Staff staff,
      Finance finance,
      Questions ask,
      Moment closed) {}

  OneConsortium(Part part, Call call, Random dice) {
    super(
        part.consortium().number(),
        username(part, 0),
        call.portal(),
        call.histories(),
        call.staff(),
        dice);
    this.part = part;
    this.call = call;
    for (int i = 1; i < part.consortium().parties().size(); i++) {
      var name = username(part, i);
      partners.add(new KeyedClient(call.portal().as(name, name), dice));
    }
  }

  /** The person who acts for a party; the lead is the first. */
  static String username(Part part, int party) {
    return party == 0
        ? "lead.%02d".formatted(part.consortium().number())
        : "partner.%02d.%d".formatted(part.consortium().number(), party + 1);
  }

  CallFate fate() {
    return part.fate();
  }

  CallStory story() {
    return part.fate().story();
  }

  Consortium consortium() {
    return part.consortium();
  }

  @Override
  public String toString() {
    return "%s %d %s".formatted(fate(), number(), reference());
  }

  /** Drafts the application, with what shows the money of each party. */
  void draft(String callReference) {
    draft(consortium().told(callReference), story().accountsMissing());
    for (int party = 0; party < consortium().parties().size(); party++) {
      showMoney(party);
    }
  }

  private void showMoney(int party) {
    applicant.post(
        201,
        path("/co-funding"),
        """
        {"kind": "BANK_BALANCE", "party": "%s", "issuer": "Bank of the parties",
         "reference": "%s-%d", "amountCents": %d, "datedOn": "%s", "unencumbered": true,
         "documentId": "%s"}
        """
            .formatted(
                consortium().parties().get(party).key(),
                reference(),
                party + 1,
                consortium().shownCents(party),
                today(),
                upload("CO_FUNDING")));
  }

  /** Tries to apply when the call is closed; its draft stays. */
  void comesTooLate() throws Exception {
    call.closed().await(this);
    var refused = applicant.postNotNow(path("/submission"), "{}");
    assertThat(refused.text())
        .as("%s is refused because the call is closed", this)
        .contains("closed");
  }

  void partnersConfirm() throws Exception {
    answer(partners.size(), "confirmation", "{}");
    await("CONSORTIUM_CONFIRMED");
  }

  void onePartnerDeclines() throws Exception {
    answer(1, "refusal", "{\"reason\": \"We have other plans.\"}");
    await("CONSORTIUM_DECLINED");
  }

  private void answer(int so, String what, String body) throws Exception {
    await("PARTICIPATION_ASKED", partners.size());
    var tokens =
        call.ask()
            .texts(
                "select token from participation where application = '%s' and state = 'OPEN' order by partner"
                    .formatted(reference()));
    assertThat(tokens).as("partners of %s that are asked", this).hasSameSizeAs(partners);
    for (int i = 0; i < so; i++) {
      partners.get(i).post(200, "/api/participations/%s/%s".formatted(tokens.get(i), what), body);
    }
  }

  /** Whether nothing more can keep it from being evaluated, or it was refused before. */
  boolean isScreened() {
    return story().isEvaluated()
        ? history().has("AID_COMPUTED")
        : history().status().equals(story().status()) && !history().has("APPEAL_WINDOW_OPENED")
            || history().has("APPEAL_WINDOW_CLOSED")
            || history().has("APPEAL_DISMISSED");
  }

  /** From the submission until all experts have scored it. */
  void isEvaluated() throws Exception {
    isEvaluated(one -> {});
  }

  /** The same, with something that happens to its experts. */
  void isEvaluated(Script<OneConsortium> trouble) throws Exception {
    partnersConfirm();
    visit();
    trouble.play(this);
    isScored();
  }

  void isScored() throws Exception {
    throw new UnsupportedOperationException();
  }

  void oneExpertDeclaresConflict() throws Exception {
    throw new UnsupportedOperationException();
  }

  void oneExpertIsReplaced() throws Exception {
    throw new UnsupportedOperationException();
  }

  void isOnReserveList() throws Exception {
    await("RESERVE_LISTED");
  }

  void isFunded() throws Exception {
    await("money for it", history -> history.has("RANKED_FOR_FUNDING") || history.has("MOVED_UP"));
  }

  /** An officer accepts all that shows the money of the parties. */
  void showsItsMoney() throws Exception {
    var task = staff.await("Task_VerifyCoFunding", reference());
    var items = (ArrayNode) staff.shown(task, officers.getFirst(), "coFundingItems");
    items.forEach(item -> ((ObjectNode) item).put("itemVerdict", "ACCEPTED"));
    take(
        task,
        OFFICERS,
        officers.getFirst(),
        Map.of(
            "coFundingItems", items,
            "reducedProjectSound", "YES",
            "coFundingFindings", "Compared with the statements of the bank."));
    await("CO_FUNDING_JUDGED");
  }

  void takesSmallerGrant() throws Exception {
    throw new UnsupportedOperationException();
  }

  void showsItsMoneyAgain() throws Exception {
    throw new UnsupportedOperationException();
  }

  void signs() throws Exception {
    throw new UnsupportedOperationException();
  }

  /** From the submission to the signed agreement. */
  void startsWork() throws Exception {
    isEvaluated();
    isFunded();
    award();
    showsItsMoney();
    signs();
  }

  void isPaidForItsWork() throws Exception {
    takesAdvance();
    claimsPart();
    acceptClaim();
    claimsRest();
    acceptClaim();
  }

  void takesAdvance() throws Exception {
    throw new UnsupportedOperationException();
  }

  void claimsPart() throws Exception {
    throw new UnsupportedOperationException();
  }

  void claimsRest() throws Exception {
    throw new UnsupportedOperationException();
  }

  void acceptClaim() throws Exception {
    throw new UnsupportedOperationException();
  }

  void correctFirstCost() throws Exception {
    throw new UnsupportedOperationException();
  }

  void parkFirstCost() throws Exception {
    throw new UnsupportedOperationException();
  }

  void bankMistrustsIt() {
    call.finance().rejectOnce(reference());
  }

  void changesItsProject() throws Exception {
    throw new UnsupportedOperationException();
  }

  void isSuspected(long cents, String settlement) throws Exception {
    throw new UnsupportedOperationException();
  }

  void paysBack(long cents) throws Exception {
    throw new UnsupportedOperationException();
  }

  void closes() throws Exception {
    throw new UnsupportedOperationException();
  }

  private static LocalDate today() {
    return LocalDate.now(Applications.PROGRAMME_ZONE);
  }
}
