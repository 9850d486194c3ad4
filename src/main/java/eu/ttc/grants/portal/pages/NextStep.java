package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One box under "what happens now" on the page of an application, shown by the fragment {@code box}
 * of {@code templates/applications/next/<name of the record>.html}, where it is the variable {@code
 * step}, and the application is {@code view}. A new one is a record here, a template there, and a
 * line in {@link NextSteps}. Boxes come and go while the page is open, so whatever has to be typed
 * has a page of its own, and the box a link to it.
 */
interface NextStep {

  /** Name of the template. */
  default String box() {
    return getClass().getSimpleName();
  }

  /** Whether the applicant has to do something. */
  default boolean todo() {
    return true;
  }

  /** The agreement waits for its acceptance. */
  record AcceptAgreement(Cents amount, Instant until, long daysLeft) implements NextStep {}

  /** The agreement of a fund project waits for the signature of the lead. */
  record SignAgreement(Cents amount, Instant until, long daysLeft) implements NextStep {}

  /** The lead signed, and partners still have to. */
  record WaitForSignatures(long missing, Instant until, long daysLeft) implements NextStep {
    @Override
    public boolean todo() {
      return false;
    }
  }

  /**
   * The award depends on conditions, some of which are open.
   *
   * @param until null for a moment after the award
   */
  record MeetConditions(int open, @Nullable Instant until, long daysLeft) implements NextStep {}

  /**
   * The work is done and then claimed.
   *
   * @param findings why the claim before was refused; null when there was none
   */
  record SubmitClaim(Cents amount, Instant until, long daysLeft, @Nullable String findings)
      implements NextStep {}

  /**
   * Claims of a grant of the fund, as often as wanted.
   *
   * @param until the final claim is due; null while a claim is verified
   */
  record ClaimGrant(@Nullable Instant until) implements NextStep {}

  /** The programme asks how the work goes. */
  record ReportProgress(Instant until, long daysLeft, boolean overdue) implements NextStep {}

  /** The programme asked for something. */
  record AnswerInformation(Instant until, long daysLeft) implements NextStep {}

  /**
   * What was agreed can be changed.
   *
   * @param asked whether the programme asks for it
   * @param open requests that are not decided
   */
  record ChangeGrant(boolean asked, long open) implements NextStep {
    @Override
    public boolean todo() {
      return asked;
    }
  }

  /** An irregularity is suspected, and the applicant is heard. */
  record AnswerHearing(Instant until, long daysLeft) implements NextStep {}

  /** What was wrongly paid is to be paid back. */
  record PayBack(Cents payable, LocalDate dueOn, boolean overdue) implements NextStep {}

  /** Partners were asked whether they take part; the lead can only speak with them. */
  record WaitForPartners(long open, Instant until, long daysLeft) implements NextStep {
    @Override
    public boolean todo() {
      return false;
    }
  }

  /**
   * The application was ranked where the money of the call does not reach, and may move up.
   *
   * @param until when the list ends; null for a moment after the decision
   */
  record OnReserveList(int position, @Nullable Instant until) implements NextStep {
    @Override
    public boolean todo() {
      return false;
    }
  }

  /** The application lapsed because not all partners confirmed. */
  record PartnersMissing() implements NextStep {
    @Override
    public boolean todo() {
      return false;
    }
  }

  /**
   * Evidence of co-funding is awaited.
   *
   * @param renewal whether it is only to be renewed
   */
  record ShowCoFunding(boolean renewal, Cents missing, Instant until, long daysLeft)
      implements NextStep {}

  /** A smaller grant is offered. */
  record AnswerReducedGrant(Cents grant, Instant until, long daysLeft) implements NextStep {}

  /** Evidence of co-funding can be recorded; nobody has to yet. */
  record RecordCoFunding() implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }

  /** The results of the project are awaited. */
  record ReportResults() implements NextStep {}

  /**
   * A payment failed because of its account.
   *
   * @param refusal why the account before could not be used; null when there was none
   */
  record GiveBankAccount(@Nullable String refusal) implements NextStep {}

  /** Objection is possible; nobody has to. */
  record LodgeAppeal(Instant until, long daysLeft) implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }

  /** All vouchers are taken; the application has its place in the queue. */
  record WaitForVoucher(int position, int total) implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }

  /**
   * What the applicant may do at any time: give up, or ask for more time.
   *
   * @param moreTime page below that of the application on which more time is asked for
   */
  record Otherwise(@Nullable String moreTime, boolean withdraw) implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }

  /**
   * Somebody else has to do something.
   *
   * @param what end of the text's key, {@code next.wait.<what>}
   */
  record Waiting(String what) implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }

  /** The award lapsed with its conditions, and nothing more happens. */
  record ConditionsLapsed() implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }

  /** Nothing more happens. */
  record Ended(ApplicationStatus status) implements NextStep {

    @Override
    public boolean todo() {
      return false;
    }
  }
}
