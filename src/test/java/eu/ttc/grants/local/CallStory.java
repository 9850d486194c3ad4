package eu.ttc.grants.local;

import eu.ttc.grants.local.Consortium.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is done about an application to the fund after its submission, and how it ends.
 *
 * @param status at the end
 * @param reason of its rejection, as the history tells it
 * @param band how good experts find it
 * @param differing whether they are of different opinions
 * @param shape what is unusual about the consortium
 * @param accountsMissing whether it is submitted without the annual accounts
 * @param lengths how long steps take for it, other than usual
 * @param script who does what
 */
record CallStory(
    String status,
    @Nullable String reason,
    Band band,
    boolean differing,
    Shape shape,
    boolean accountsMissing,
    Money money,
    Map<String, String> lengths,
    Script<OneConsortium> script) {

  private static final int ADVANCE_PERCENT = 20;

  /**
   * What the bank pays of its grant, in euro cents.
   *
   * @param payments how many are made
   * @param unearned of the grant, because fewer costs are accepted
   * @param setOff from its payments
   * @param repaid after all was paid, without interest
   */
  record Money(int payments, long unearned, long setOff, long repaid) {

    static final Money NONE = new Money(0, 0, 0, 0);

    /** An advance, a payment in between and the last one, of everything that was granted. */
    static final Money ALL = new Money(3, 0, 0, 0);

    /** An advance for which no work was done. */
    static final Money ADVANCE = new Money(1, 0, 0, 0);
  }

  /** How good a project is, by which its place in the ranking is known before. */
  enum Band {
    /** The budget reaches for all of these. */
    FIRST,
    /** These move up when some of the first give their money back. */
    NEXT,
    /** These wait in vain for money. */
    RESERVE,
    BELOW_THRESHOLD,
    /** Nobody evaluates it. */
    NONE
  }

  /** Ends without a grant; nobody evaluates it. */
  static CallStory unread(String status, Script<OneConsortium> script) {
    return new CallStory(
        status, null, Band.NONE, false, Shape.USUAL, false, Money.NONE, Map.of(), script);
  }

  /** Is rejected for this reason before anybody evaluates it. */
  static CallStory refused(String reason, Script<OneConsortium> script) {
    return unread("REJECTED", script).rejectedFor(reason);
  }

  /** Is evaluated, and ends without a grant. */
  static CallStory evaluated(Band band, String status, Script<OneConsortium> script) {
    return unread(status, script).in(band);
  }

  /** Is carried out and paid. */
  static CallStory paid(Script<OneConsortium> script) {
    return new CallStory(
        "CLOSED", null, Band.FIRST, false, Shape.USUAL, false, Money.ALL, Map.of(), script);
  }

  /** Its agreement ends when only the advance is paid, which comes back. */
  static CallStory endedAfterAdvance(Script<OneConsortium> script) {
    return new CallStory(
        "TERMINATED", null, Band.FIRST, false, Shape.USUAL, false, Money.ADVANCE, Map.of(), script);
  }

  /** Whether it applies in time. */
  boolean isSubmitted() {
    return !status.equals("DRAFT");
  }

  boolean keepsGrant() {
    return money.payments() > 0;
  }

  boolean isEvaluated() {
    return band != Band.NONE;
  }

  /** What the bank pays it in the end. */
  long paidCents(Consortium consortium) {
    if (endsEarly()) {
      return consortium.securedCents() * ADVANCE_PERCENT / 100;
    }
    return keepsGrant() ? consortium.securedCents() - money.unearned() - money.setOff() : 0;
  }

  /** What of that it pays back, without interest. */
  long repaidCents(Consortium consortium) {
    return endsEarly() ? paidCents(consortium) : money.repaid();
  }

  private boolean endsEarly() {
    return money.equals(Money.ADVANCE);
  }

  /** What it gives back of its place in the budget before the work begins. */
  long givenBackCents(Consortium consortium) {
    return band != Band.FIRST
        ? 0
        : consortium.grantCents() - (keepsGrant() ? consortium.securedCents() : 0);
  }

  CallStory in(Band other) {
    return new CallStory(
        status, reason, other, differing, shape, accountsMissing, money, lengths, script);
  }

  /** The last rejection that it had, though it may not end with it. */
  CallStory rejectedFor(String code) {
    return new CallStory(
        status, code, band, differing, shape, accountsMissing, money, lengths, script);
  }

  CallStory ofShape(Shape other) {
    return new CallStory(
        status, reason, band, differing, other, accountsMissing, money, lengths, script);
  }

  CallStory readDifferently() {
    return new CallStory(
        status, reason, band, true, shape, accountsMissing, money, lengths, script);
  }

  CallStory withoutAccounts() {
    return new CallStory(status, reason, band, differing, shape, true, money, lengths, script);
  }

  /** Less is paid than was granted, in euro cents. */
  CallStory paying(long unearned, long setOff, long repaid) {
    return new CallStory(
        status,
        reason,
        band,
        differing,
        shape,
        accountsMissing,
        new Money(money.payments(), unearned, setOff, repaid),
        lengths,
        script);
  }

  CallStory taking(String step, String duration) {
    var more = new LinkedHashMap<>(lengths);
    more.put(step, duration);
    return new CallStory(
        status, reason, band, differing, shape, accountsMissing, money, more, script);
  }
}
