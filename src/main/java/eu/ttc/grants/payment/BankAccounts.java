package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * New bank details after a failed payment: asked of the applicant, proven by a document, confirmed
 * by a call back of one finance officer and, after a cooling period, approved by another ({@code
 * domain.md} § 7). While a payment is not repaired the case stays open; after the last reminder
 * only finance officers are reminded.
 */
@Service
public class BankAccounts {

  private static final int LONGEST_NOTE = 500;

  private final Applications applications;
  private final Documents documents;
  private final Grounds grounds;
  private final InstructionRows payments;
  private final EngineMessages engine;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  BankAccounts(
      Applications applications,
      Documents documents,
      Grounds grounds,
      InstructionRows payments,
      EngineMessages engine,
      Steps steps,
      JdbcClient jdbc,
      Clock clock) {
    this.applications = applications;
    this.documents = documents;
    this.grounds = grounds;
    this.payments = payments;
    this.engine = engine;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Asks the applicant for another account than that of a failed payment; one question at a time.
   *
   * @param payment number of the failed payment
   * @return number of the question
   */
  @Transactional
  public int ask(ApplicationRef ref, String payment, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          applications.lockedStatus(ref);
          var open = of(ref).stream().filter(BankAccounts::isOpen).findFirst();
          if (open.isPresent()) {
            return open.get().number();
          }
          var failed =
              payments.findByApplication(ref.value()).stream()
                  .filter(one -> one.number().equals(payment) && one.state().failed())
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "%s has no failed payment %s; compare the payments of the case, and cancel this instance of the payout if it is paid."
                                  .formatted(ref, payment)));
          var number = of(ref).size() + 1;
          jdbc.sql(
                  """
                  insert into bank_account_change
                    (application, number, state, payment, old_iban, asked_at, version)
                  values (:ref, :number, 'ASKED', :payment, :iban, :now, 0)
                  """)
              .param("ref", ref.value())
              .param("number", number)
              .param("payment", failed.endToEndId())
              .param("iban", failed.account().iban())
              .param("now", now())
              .update();
          applications.note(ref, "BANK_ACCOUNT_ASKED", Applications.SYSTEM, null);
          return number;
        });
  }

  /**
   * Reminds the applicant, as often as the rules say; after that only finance officers, for the
   * money must not be forgotten. Does nothing once the account was given.
   */
  @Transactional
  public void remind(ApplicationRef ref, int number, StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.lockedStatus(ref);
          var change = get(ref, number);
          if (change.state() != BankAccountState.ASKED) {
            return false;
          }
          jdbc.sql(
                  "update bank_account_change set reminders = reminders + 1, version = version + 1"
                      + " where application = :ref and number = :number")
              .param("ref", ref.value())
              .param("number", number)
              .update();
          applications.note(
              ref,
              change.reminders() < remindersAtMost()
                  ? "BANK_ACCOUNT_REMINDED"
                  : "BANK_ACCOUNT_MISSING",
              Applications.SYSTEM,
              null);
          return true;
        });
  }

  /**
   * The applicant names an account, with a document that proves whose it is. Giving the same once
   * more answers the same.
   *
   * @throws Unknown when there is no such application of this applicant
   * @throws InvalidInput naming each field that is impossible; the old account again is one
   * @throws NotNow when nobody asked for an account, or another one was given
   */
  @Transactional
  public BankAccountChange give(ApplicationRef ref, String applicant, NewAccount told) {
    var application = applications.get(ref, applicant);
    requireDealtWith(ref);
    var last =
        of(ref).stream()
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new NotNow("No new bank account is asked for %s.".formatted(ref)));
    var problems =
        new ArrayList<>(
            PayeeAccount.problems(
                told.iban(), told.bic(), told.holder(), application.dossier().enterprise().name()));
    var proof = proof(ref, told.proof());
    if (proof.isEmpty()) {
      problems.add(
          new FieldProblem(
              "proof", "required", "needs a document of kind BANK_ACCOUNT, such as a statement"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
    var account = PayeeAccount.of(told.iban(), told.bic(), told.holder());
    if (last.state() != BankAccountState.ASKED) {
      if (account.iban().equals(last.iban())) {
        return last;
      }
      throw new NotNow(
          "No new bank account is asked for %s now; the last one was given and is %s."
              .formatted(ref, last.state()));
    }
    if (account.iban().equals(last.oldIban())) {
      throw InvalidInput.of(
          "iban", "sameAccount", "is the account to which the payment failed; name another one");
    }
    jdbc.sql(
            """
            update bank_account_change
            set state = 'GIVEN', iban = :iban, bic = :bic, holder = :holder, proof = :proof,
                given_by = :applicant, given_at = :now, version = version + 1
            where application = :ref and number = :number and state = 'ASKED'
            """)
        .param("iban", account.iban())
        .param("bic", account.bic())
        .param("holder", account.holder())
        .param("proof", proof.get())
        .param("applicant", applicant)
        .param("now", now())
        .param("ref", ref.value())
        .param("number", last.number())
        .update();
    applications.note(ref, "BANK_ACCOUNT_GIVEN", applicant, null);
    engine.publish("bank-account-given", ref, key(last), Map.of());
    return get(ref, last.number());
  }

  /** Says until when no approval is possible. */
  @Transactional
  public void beginCooling(ApplicationRef ref, int number, OffsetDateTime until, StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.lockedStatus(ref);
          return jdbc.sql(
                      """
                      update bank_account_change set cooling_until = :until, version = version + 1
                      where application = :ref and number = :number and cooling_until is null
                      """)
                  .param("until", until)
                  .param("ref", ref.value())
                  .param("number", number)
                  .update()
              == 1;
        });
  }

  /**
   * The cooling period is over, or was long ago: finance officers are told that they are awaited.
   */
  @Transactional
  public void openApproval(ApplicationRef ref, int number, StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.lockedStatus(ref);
          var waits = isOpen(get(ref, number));
          if (waits) {
            applications.note(ref, "BANK_ACCOUNT_APPROVAL_AWAITED", Applications.SYSTEM, null);
          }
          return waits;
        });
  }

  /**
   * The first officer has looked at the proof and called back.
   *
   * @param callBack who was called under which number known before, and what was said
   * @throws NotNow when there is nothing to check, or this person may not
   */
  @Transactional
  public BankAccountChange check(ApplicationRef ref, int number, String officer, String callBack) {
    requireNote("callBack", callBack);
    requireDealtWith(ref);
    var change = get(ref, number);
    requireUninvolved(ref, officer);
    if (change.state() != BankAccountState.GIVEN) {
      throw new NotNow(
          "Bank details %d of %s are %s; they are checked once, after they were given."
              .formatted(number, ref, change.state()));
    }
    jdbc.sql(
            """
            update bank_account_change
            set state = 'CHECKED', checked_by = :officer, checked_at = :now, call_back = :note,
                version = version + 1
            where application = :ref and number = :number
            """)
        .param("officer", officer)
        .param("now", now())
        .param("note", callBack.strip())
        .param("ref", ref.value())
        .param("number", number)
        .update();
    applications.note(ref, "BANK_ACCOUNT_CHECKED", officer, null);
    return get(ref, number);
  }

  /**
   * The second officer approves: the next payment goes there. Repeating it answers the same.
   *
   * @throws NotNow before the check or the end of the cooling period, or when this person checked
   *     it, had a part in the case, or it is decided otherwise
   */
  @Transactional
  public BankAccountChange approve(ApplicationRef ref, int number, String officer) {
    requireDealtWith(ref);
    var change = get(ref, number);
    if (change.state() == BankAccountState.APPROVED && officer.equals(change.decidedBy())) {
      return change;
    }
    requireUninvolved(ref, officer);
    if (change.state() != BankAccountState.CHECKED) {
      throw new NotNow(
          "Bank details %d of %s are %s; they can be approved once somebody checked them."
              .formatted(number, ref, change.state()));
    }
    if (officer.equals(change.checkedBy())) {
      throw new NotNow(
          "You checked bank details %d of %s; another finance officer must approve them."
              .formatted(number, ref));
    }
    var until = change.coolingUntil();
    if (until == null || clock.instant().isBefore(until)) {
      throw new NotNow(
          "Bank details %d of %s can be approved after their cooling period%s."
              .formatted(number, ref, until == null ? "" : ", which ends on " + until));
    }
    decide(change, BankAccountState.APPROVED, officer, null);
    return get(ref, number);
  }

  /**
   * An officer refuses: the applicant is asked anew.
   *
   * @param reason for the applicant to read
   */
  @Transactional
  public BankAccountChange refuse(ApplicationRef ref, int number, String officer, String reason) {
    requireNote("reason", reason);
    requireDealtWith(ref);
    var change = get(ref, number);
    requireUninvolved(ref, officer);
    if (change.state() != BankAccountState.GIVEN && change.state() != BankAccountState.CHECKED) {
      throw new NotNow(
          "Bank details %d of %s are %s; there is nothing to refuse."
              .formatted(number, ref, change.state()));
    }
    decide(change, BankAccountState.REFUSED, officer, reason.strip());
    return get(ref, number);
  }

  /** All questions for bank details of an application, oldest first. */
  @Transactional(readOnly = true)
  public List<BankAccountChange> of(ApplicationRef ref) {
    return jdbc.sql("select * from bank_account_change where application = :ref order by number")
        .param("ref", ref.value())
        .query(BankAccounts::change)
        .list();
  }

  /**
   * One of them.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public BankAccountChange get(ApplicationRef ref, int number) {
    return of(ref).stream()
        .filter(change -> change.number() == number)
        .findFirst()
        .orElseThrow(() -> new Unknown("bank details", "%s/%d".formatted(ref, number)));
  }

  /** What is not settled yet, longest first: asked, given or checked. */
  @Transactional(readOnly = true)
  public List<BankAccountChange> open() {
    return jdbc
        .sql(
            """
            select * from bank_account_change where state in ('ASKED', 'GIVEN', 'CHECKED')
            order by asked_at, application
            """)
        .query(BankAccounts::change)
        .list()
        .stream()
        .filter(
            change ->
                grounds.dealtWith(
                    change.application(), applications.get(change.application()).status()))
        .toList();
  }

  /** The account that was approved for a payment that failed. */
  Optional<PayeeAccount> approvedFor(String failedPayment) {
    return jdbc.sql(
            "select * from bank_account_change where payment = :payment and state = 'APPROVED'"
                + " order by number desc limit 1")
        .param("payment", failedPayment)
        .query(
            (row, number) ->
                PayeeAccount.of(
                    row.getString("iban"), row.getString("bic"), row.getString("holder")))
        .optional();
  }

  private void decide(
      BankAccountChange change, BankAccountState state, String officer, @Nullable String refusal) {
    var ref = change.application();
    jdbc.sql(
            """
            update bank_account_change
            set state = :state, decided_by = :officer, decided_at = :now, refusal = :refusal,
                version = version + 1
            where application = :ref and number = :number
            """)
        .param("state", state.name())
        .param("officer", officer)
        .param("now", now())
        .param("refusal", refusal)
        .param("ref", ref.value())
        .param("number", change.number())
        .update();
    applications.note(ref, "BANK_ACCOUNT_" + state, officer, refusal);
    engine.publish("bank-account-decided", ref, key(change) + "/decision", Map.of());
  }

  /** A case is closed when its results are known, which money that comes back does not wait for. */
  private void requireDealtWith(ApplicationRef ref) {
    var status = applications.lockedStatus(ref);
    if (!grounds.dealtWith(ref, status)) {
      throw new NotNow("%s is %s; nothing is paid to it any more.".formatted(ref, status));
    }
  }

  private void requireUninvolved(ApplicationRef ref, String officer) {
    if (grounds.involved(ref).contains(officer)) {
      throw new NotNow(
          "You took part in %s (as applicant, evaluator, decider or verifier); another finance officer must decide on its bank account."
              .formatted(ref));
    }
  }

  private static void requireNote(String field, String text) {
    if (text.isBlank() || text.length() > LONGEST_NOTE) {
      throw InvalidInput.of(field, "size", "must have 1 to %d characters".formatted(LONGEST_NOTE));
    }
  }

  private Optional<UUID> proof(ApplicationRef ref, @Nullable UUID named) {
    return documents.of(ref).stream()
        .filter(document -> document.kind() == DocumentKind.BANK_ACCOUNT)
        .map(DocumentInfo::id)
        .filter(id -> named == null || id.equals(named))
        .reduce((earlier, later) -> later);
  }

  private int remindersAtMost() {
    return jdbc.sql(
            """
            select reminders from bank_account_ruleset
            where :today >= valid_from and (valid_to is null or :today <= valid_to)
            """)
        .param("today", LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE))
        .query(Integer.class)
        .single();
  }

  private static boolean isOpen(BankAccountChange change) {
    return switch (change.state()) {
      case ASKED, GIVEN, CHECKED -> true;
      case APPROVED, REFUSED -> false;
    };
  }

  private static String key(BankAccountChange change) {
    return change.application() + "/bank-account/" + change.number();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static BankAccountChange change(ResultSet row, int index) throws SQLException {
    return new BankAccountChange(
        ApplicationRef.of(row.getString("application")),
        row.getInt("number"),
        BankAccountState.valueOf(row.getString("state")),
        row.getString("payment"),
        row.getString("old_iban"),
        row.getTimestamp("asked_at").toInstant(),
        row.getInt("reminders"),
        row.getString("iban"),
        row.getString("bic"),
        row.getString("holder"),
        row.getObject("proof", UUID.class),
        row.getString("given_by"),
        moment(row.getTimestamp("given_at")),
        moment(row.getTimestamp("cooling_until")),
        row.getString("checked_by"),
        moment(row.getTimestamp("checked_at")),
        row.getString("call_back"),
        row.getString("decided_by"),
        moment(row.getTimestamp("decided_at")),
        row.getString("refusal"));
  }

  private static @Nullable Instant moment(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }
}
