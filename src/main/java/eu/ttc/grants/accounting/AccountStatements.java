package eu.ttc.grants.accounting;

import eu.ttc.grants.agreement.AgreementView;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.LetterPress;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.AwardDecision;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryView;
import eu.ttc.grants.recovery.RepaymentView;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Tells all that was decided, set aside, paid and paid back for one application, on paper. */
@Service
public class AccountStatements {

  private final Applications applications;
  private final Awards awards;
  private final Agreements agreements;
  private final Payments payments;
  private final Recoveries recoveries;
  private final Accounts accounts;
  private final JdbcClient jdbc;
  private final MessageSource messages;
  private final ITemplateEngine templates;
  private final Clock clock;
  private final String programme;

  AccountStatements(
      Applications applications,
      Awards awards,
      Agreements agreements,
      Payments payments,
      Recoveries recoveries,
      Accounts accounts,
      JdbcClient jdbc,
      MessageSource messages,
      ITemplateEngine templates,
      Clock clock,
      @Value("${grants.payment.debtor.name}, ${grants.payment.debtor.town}") String programme) {
    this.applications = applications;
    this.awards = awards;
    this.agreements = agreements;
    this.payments = payments;
    this.recoveries = recoveries;
    this.accounts = accounts;
    this.jdbc = jdbc;
    this.messages = messages;
    this.templates = templates;
    this.clock = clock;
    this.programme = programme;
  }

  /** A posting, written out. */
  public record Movement(String day, String what, String amount) {}

  /** A payment, written out. */
  public record Paid(String reference, String ordered, String booked, String amount) {}

  /**
   * What is to come back, written out.
   *
   * @param overpaid what came in beyond it, and what became of that; empty when nothing did
   */
  public record Repaid(
      String reference,
      String due,
      String ordered,
      String recovered,
      String waived,
      String open,
      String overpaid) {}

  /** A figure with its name. */
  public record Figure(String name, String amount) {}

  /**
   * The statement in the applicant's language, as of now.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public AccountStatement of(ApplicationRef ref) {
    var applicant = applications.get(ref).applicant();
    return of(ref, accounts.find(applicant).map(Account::language).orElse(Language.EN).locale());
  }

  /**
   * The statement in this language, as of now.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application
   */
  @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
  public AccountStatement of(ApplicationRef ref, Locale language) {
    var content = new Writing(ref, language).html();
    return new AccountStatement(ref + "-account.pdf", LetterPress.print(content));
  }

  private record Posting(String kind, int instalment, String key, Cents amount, Instant at) {}

  private record Booking(String payment, String statement, int entry) {}

  private List<Posting> postings(ApplicationRef ref) {
    return jdbc.sql(
            "select kind, instalment, key, amount_cents, posted_at from budget_posting"
                + " where application = :ref order by id")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Posting(
                    row.getString("kind"),
                    row.getInt("instalment"),
                    row.getString("key"),
                    Cents.of(row.getLong("amount_cents")),
                    row.getTimestamp("posted_at").toInstant()))
        .list();
  }

  private List<Booking> bookings(ApplicationRef ref) {
    return jdbc.sql(
            """
            select e.payment, s.message_id, e.position
            from payment_instruction p
            join bank_entry e on e.payment = p.end_to_end_id and e.outcome = 'BOOKED'
            join bank_message s on s.id = e.message
            where p.application = :ref
            """)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Booking(
                    row.getString("payment"), row.getString("message_id"), row.getInt("position")))
        .list();
  }

  /** One statement while it is written. */
  private final class Writing {

    private final ApplicationRef ref;
    private final Locale language;
    private final List<Posting> postings;

    Writing(ApplicationRef ref, Locale language) {
      this.ref = ref;
      this.language = language;
      this.postings = postings(ref);
    }

    String html() {
      var application = applications.get(ref);
      var now = moment(clock.instant());
      var words = new Context(language);
      words.setVariable("language", language.getLanguage());
      words.setVariable("programme", programme);
      words.setVariable("asOf", now);
      words.setVariable("reference", ref.value());
      words.setVariable("beneficiary", application.dossier().enterprise().name());
      words.setVariable("project", application.dossier().project().title());
      words.setVariable("decision", decision(awards.of(ref)));
      words.setVariable("agreement", agreement(agreements.of(ref)));
      words.setVariable("movements", movements());
      words.setVariable("payments", payments());
      words.setVariable("repayments", repayments());
      words.setVariable("balance", balance());
      return templates.process("letters/account", words);
    }

    private String decision(Optional<AwardDecision> decision) {
      return decision
          .map(made -> text("account.decision." + made.decision(), day(made.decidedAt())))
          .orElseGet(() -> text("account.decision.none"));
    }

    private String agreement(Optional<AgreementView> agreement) {
      return agreement
          .map(
              agreed ->
                  agreed.acceptedAt() == null
                      ? text("account.agreement.open", euros(agreed.amount()))
                      : text(
                          "account.agreement.accepted",
                          euros(agreed.amount()),
                          day(agreed.acceptedAt())))
          .orElseGet(() -> text("account.agreement.none"));
    }

    private List<Movement> movements() {
      return postings.stream()
          .map(posting -> new Movement(day(posting.at()), told(posting), euros(posting.amount())))
          .toList();
    }

    private String told(Posting posting) {
      var setOff = posting.kind().equals("RELEASE_COMMITTED") && !posting.key().isEmpty();
      var kind = text("account.kind." + (setOff ? "SET_OFF" : posting.kind()));
      return posting.instalment() == 0
          ? kind
          : text("account.kind.instalment", kind, posting.instalment());
    }

    private List<Paid> payments() {
      var bookings = bookings(ref);
      return payments.of(ref).stream().map(payment -> paid(payment, bookings)).toList();
    }

    private Paid paid(PaymentView payment, List<Booking> bookings) {
      return new Paid(
          payment.endToEndId(),
          day(payment.orderedAt()),
          booked(payment, bookings),
          euros(Cents.of(payment.amountCents())));
    }

    private String booked(PaymentView payment, List<Booking> bookings) {
      return switch (payment.state()) {
        case ORDERED, BATCHED, RELEASED, ACCEPTED -> text("account.booked.notYet");
        case CANCELLED -> text("account.booked.cancelled");
        case REJECTED -> text("account.booked.rejected");
        case RETURNED ->
            text("account.booked.returned", day(Objects.requireNonNull(payment.returnedOn())));
        case BOOKED -> {
          var day = day(Objects.requireNonNull(payment.bookedOn()));
          yield bookings.stream()
              .filter(booking -> booking.payment().equals(payment.endToEndId()))
              .findFirst()
              .map(found -> text("account.booked.entry", day, found.statement(), found.entry()))
              .orElse(day);
        }
      };
    }

    private List<Repaid> repayments() {
      return recoveries.of(ref).stream()
          .map(RecoveryView::repayment)
          .filter(Objects::nonNull)
          .map(this::repaid)
          .toList();
    }

    private Repaid repaid(RepaymentView repayment) {
      return new Repaid(
          repayment.reference(),
          repayment.dueOn() == null ? text("account.recoveries.offset") : day(repayment.dueOn()),
          euros(repayment.ordered().plus(repayment.interest())),
          euros(repayment.recovered().plus(repayment.interestRecovered())),
          euros(repayment.waived().plus(repayment.interestWaived())),
          euros(repayment.payable()),
          overpaid(repayment));
    }

    private String overpaid(RepaymentView repayment) {
      var all = euros(repayment.overpaid());
      if (repayment.overpaid().value() == 0) {
        return "";
      }
      return repayment.leftOver().value() > 0
          ? text("recovery.refund.left", all, euros(repayment.leftOver()))
          : text("recovery.refund.done", all);
    }

    private List<Figure> balance() {
      var paid = sum("PAY").minus(sum("RETURN"));
      var recovered = sum("RECOVER");
      var figures = new ArrayList<Figure>();
      figures.add(
          figure(
              "held",
              sum("RESERVE", "REJECT", "RETURN")
                  .minus(sum("ORDER", "RELEASE_RESERVED", "RELEASE_COMMITTED"))));
      figures.add(figure("inPayment", sum("ORDER").minus(sum("PAY", "REJECT"))));
      figures.add(figure("paid", paid));
      figures.add(figure("recovered", recovered));
      figures.add(figure("kept", paid.minus(recovered)));
      return figures;
    }

    private Figure figure(String name, Cents amount) {
      return new Figure(text("account.balance." + name), euros(amount));
    }

    private Cents sum(String... kinds) {
      return postings.stream()
          .filter(posting -> List.of(kinds).contains(posting.kind()))
          .map(Posting::amount)
          .reduce(Cents.ZERO, Cents::plus);
    }

    private String text(String key, Object... arguments) {
      return Objects.requireNonNull(messages.getMessage(key, arguments, language));
    }

    private String day(Instant at) {
      return day(at.atZone(Applications.PROGRAMME_ZONE).toLocalDate());
    }

    private String day(LocalDate day) {
      return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
          .withLocale(Language.nearest(language).regional())
          .format(day);
    }

    private String moment(Instant at) {
      return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
          .withLocale(Language.nearest(language).regional())
          .format(at.atZone(Applications.PROGRAMME_ZONE));
    }

    private String euros(Cents amount) {
      var format = NumberFormat.getCurrencyInstance(Language.nearest(language).regional());
      format.setCurrency(Currency.getInstance("EUR"));
      return format.format(amount.inEuros());
    }
  }
}
