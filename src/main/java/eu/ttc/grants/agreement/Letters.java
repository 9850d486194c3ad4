package eu.ttc.grants.agreement;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.award.AwardCondition;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConditionsView;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Writes agreements as letters in the applicant's language and keeps them. */
@Component
class Letters {

  private final ITemplateEngine templates;
  private final Applications applications;
  private final Conditions conditions;
  private final AgreedPlans agreed;
  private final PaymentPlans payments;
  private final SignatureRows signatures;
  private final MessageSource messages;
  private final Accounts accounts;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final String programme;

  Letters(
      ITemplateEngine templates,
      Applications applications,
      Conditions conditions,
      AgreedPlans agreed,
      PaymentPlans payments,
      SignatureRows signatures,
      MessageSource messages,
      Accounts accounts,
      JdbcClient jdbc,
      Clock clock,
      @Value("${grants.payment.debtor.name}, ${grants.payment.debtor.town}") String programme) {
    this.templates = templates;
    this.applications = applications;
    this.conditions = conditions;
    this.agreed = agreed;
    this.payments = payments;
    this.signatures = signatures;
    this.messages = messages;
    this.accounts = accounts;
    this.jdbc = jdbc;
    this.clock = clock;
    this.programme = programme;
  }

  /** A party's part of the amount, as the letter shows it. */
  public record Share(String party, String amount) {}

  /**
   * A row of the plan as the letter shows it; {@code first} of its partner, which is named once.
   */
  public record PlanRow(
      boolean first, String partner, String category, String costs, String rate, String grant) {}

  /** What one partner spends and gets in all, as the letter shows it. */
  public record PlanSum(String partner, String costs, String grant) {}

  /** A signature as the letter shows it; empty texts while it is missing. */
  public record SignatureRow(String partner, String at, String by, String statement) {}

  /** Writes the letter of this kind, within the running transaction. */
  void write(LetterKind kind, AgreementView agreement) {
    var ref = agreement.application();
    var application = applications.get(ref);
    var language =
        accounts.find(application.applicant()).map(Account::language).orElse(Language.EN);
    var pdf = LetterPress.print(html(application, agreement, language));
    jdbc.sql(
            """
            insert into agreement_letter (application, kind, language, content, sha256, created_at)
            values (:ref, :kind, :language, :content, :sha256, :now)
            """)
        .param("ref", ref.value())
        .param("kind", kind.name())
        .param("language", language.code())
        .param("content", pdf)
        .param("sha256", sha256(pdf))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** The newest letter of an application. */
  Optional<Letter> newest(ApplicationRef ref) {
    return jdbc.sql(
            "select content, sha256 from agreement_letter where application = :ref"
                + " order by created_at desc, kind limit 1")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Letter(
                    ref + "-agreement.pdf", row.getBytes("content"), row.getString("sha256")))
        .optional();
  }

  /** Whether an application has a letter. */
  boolean exist(ApplicationRef ref) {
    return jdbc.sql("select exists (select from agreement_letter where application = :ref)")
        .param("ref", ref.value())
        .query(Boolean.class)
        .single();
  }

  private String html(ApplicationView application, AgreementView agreement, Language language) {
    var enterprise = application.dossier().enterprise();
    var locale = language.regional();
    var words = new Context(language.locale());
    words.setVariable("language", language.code());
    words.setVariable("programme", programme);
    words.setVariable("reference", application.reference().value());
    words.setVariable("enterprise", enterprise.name());
    words.setVariable("address", address(enterprise));
    words.setVariable("project", application.dossier().project().title());
    words.setVariable("amount", euros(agreement.amount(), locale));
    words.setVariable("shares", shares(application, agreement.amount(), locale));
    words.setVariable("conditions", conditions(application.reference()));
    words.setVariable("grantedOn", day(agreement.offeredAt(), language));
    words.setVariable("acceptBy", moment(agreement.acceptBy(), language));
    if (agreement.acceptedAt() != null) {
      words.setVariable("acceptedAt", moment(agreement.acceptedAt(), language));
      words.setVariable("acceptedBy", name(agreement.acceptedBy()));
      words.setVariable("statement", agreement.statement());
    }
    if (application.scheme() == Scheme.INNOVATION_FUND) {
      consortium(words, application, agreement, language);
      return templates.process("letters/fund-agreement", words);
    }
    return templates.process("letters/agreement", words);
  }

  /** Partners, costs, rates and grants, how it is paid, and who signed. */
  private void consortium(
      Context words, ApplicationView application, AgreementView agreement, Language language) {
    var ref = application.reference();
    var locale = language.regional();
    var plan = agreed.plan(ref);
    var payment = payments.plan(agreement.offeredAt(), agreement.amount());
    words.setVariable("startsOn", day(plan.startsOn(), language));
    words.setVariable("endsOn", day(plan.endsOn(), language));
    words.setVariable("costs", euros(plan.costs(), locale));
    words.setVariable("rows", rows(plan, language));
    words.setVariable("sums", sums(plan, locale));
    words.setVariable("partners", partners(application.dossier(), plan));
    words.setVariable("advancePercent", percent(payment.advancePercent(), locale));
    words.setVariable("advance", euros(payment.advance(), locale));
    words.setVariable("capPercent", percent(payment.capBeforeFinalPercent(), locale));
    words.setVariable("cap", euros(payment.capBeforeFinal(), locale));
    words.setVariable("rest", euros(payment.grant().minus(payment.capBeforeFinal()), locale));
    var account = application.dossier().bankAccount();
    words.setVariable("holder", account == null ? enterpriseName(application) : account.holder());
    words.setVariable("iban", account == null ? "" : masked(account.iban()));
    words.setVariable("signatures", signatures(ref, language));
  }

  private List<PlanRow> rows(GrantPlan plan, Language language) {
    var locale = language.regional();
    var rows = new ArrayList<PlanRow>();
    var partner = 0;
    for (var share : plan.shares()) {
      rows.add(
          new PlanRow(
              share.partner() != partner,
              share.name(),
              messages.getMessage("aid.category." + share.category(), null, language.locale()),
              euros(share.costs(), locale),
              percent(share.rate(), locale),
              euros(share.grant(), locale)));
      partner = share.partner();
    }
    return rows;
  }

  private static List<PlanSum> sums(GrantPlan plan, Locale locale) {
    return plan.shares().stream()
        .map(PlanShare::name)
        .distinct()
        .map(
            name ->
                new PlanSum(
                    name,
                    euros(sum(plan, name, PlanShare::costs), locale),
                    euros(sum(plan, name, PlanShare::grant), locale)))
        .toList();
  }

  private static Cents sum(GrantPlan plan, String name, Function<PlanShare, Cents> part) {
    return plan.shares().stream()
        .filter(share -> share.name().equals(name))
        .map(part)
        .reduce(Cents.ZERO, Cents::plus);
  }

  /** The partners beside the lead, with where they are established. */
  private static List<Share> partners(Dossier dossier, GrantPlan plan) {
    return dossier.partners().stream()
        .filter(partner -> plan.shares().stream().anyMatch(s -> s.name().equals(partner.name())))
        .map(
            partner ->
                new Share(
                    partner.name(),
                    Stream.of(partner.registrationNumber(), partner.country())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private List<SignatureRow> signatures(ApplicationRef ref, Language language) {
    return signatures.of(ref, clock.instant()).stream()
        .map(
            one ->
                one.answeredAt() == null
                    ? new SignatureRow(one.name(), "", "", "")
                    : new SignatureRow(
                        one.name(),
                        moment(one.answeredAt(), language),
                        name(one.answeredBy()),
                        Objects.requireNonNullElse(one.statement(), "")))
        .toList();
  }

  private static String enterpriseName(ApplicationView application) {
    return application.dossier().enterprise().name();
  }

  /** Every partner reads the letter; the lead knows its account by the ends of its number. */
  private static String masked(String iban) {
    var plain = iban.replaceAll("\\s", "");
    return "%s … %s".formatted(plain.substring(0, 4), plain.substring(plain.length() - 4));
  }

  private static String percent(BigDecimal percent, Locale locale) {
    var format = NumberFormat.getPercentInstance(locale);
    format.setMaximumFractionDigits(2);
    return format.format(percent.movePointLeft(2));
  }

  private List<String> conditions(ApplicationRef ref) {
    return conditions.of(ref).map(ConditionsView::conditions).orElse(List.of()).stream()
        .map(AwardCondition::text)
        .toList();
  }

  private String name(@Nullable String username) {
    var known = Objects.requireNonNullElse(username, "");
    return accounts.find(known).map(Account::displayName).orElse(known);
  }

  private static List<Share> shares(ApplicationView application, Cents whole, Locale locale) {
    var shares = new ArrayList<Share>();
    var rest = whole;
    for (var partner : application.dossier().partners()) {
      if (partner.hasShare()) {
        var share = Cents.of(partner.shareCents());
        shares.add(new Share(partner.name(), euros(share, locale)));
        rest = rest.minus(share);
      }
    }
    if (!shares.isEmpty()) {
      shares.addFirst(new Share(application.dossier().enterprise().name(), euros(rest, locale)));
    }
    return shares;
  }

  private static String address(Dossier.Enterprise enterprise) {
    return Stream.of(
            enterprise.street(),
            Stream.of(enterprise.postalCode(), enterprise.town())
                .filter(Objects::nonNull)
                .collect(Collectors.joining(" ")),
            enterprise.country())
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(", "));
  }

  private static String euros(Cents amount, Locale locale) {
    var format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance("EUR"));
    return format.format(amount.inEuros());
  }

  private static String day(Instant at, Language language) {
    return day(LocalDate.ofInstant(at, Applications.PROGRAMME_ZONE), language);
  }

  private static String day(LocalDate day, Language language) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language.locale())
        .format(day);
  }

  private static String moment(Instant at, Language language) {
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT)
        .withLocale(language.locale())
        .format(at.atZone(Applications.PROGRAMME_ZONE));
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
