package eu.ttc.grants.amendment;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.Letter;
import eu.ttc.grants.agreement.LetterPress;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Writes granted changes as letters that amend the agreement, and keeps them. */
@Component
class ChangeLetters {

  private static final String NOTHING = "–";

  private final ITemplateEngine templates;
  private final Applications applications;
  private final Accounts accounts;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final String programme;

  ChangeLetters(
      ITemplateEngine templates,
      Applications applications,
      Accounts accounts,
      JdbcClient jdbc,
      Clock clock,
      @Value("${grants.payment.debtor.name}, ${grants.payment.debtor.town}") String programme) {
    this.templates = templates;
    this.applications = applications;
    this.accounts = accounts;
    this.jdbc = jdbc;
    this.clock = clock;
    this.programme = programme;
  }

  /** One partner's costs of one category before and after, as the letter shows them. */
  public record Row(
      String partner,
      AidCategory category,
      String costsBefore,
      String grantBefore,
      String costsAfter,
      String grantAfter,
      boolean changed) {}

  /** Writes the letter about a granted change, within the running transaction. */
  void write(ChangeView change, GrantPlan before, GrantPlan after) {
    var application = applications.get(change.application());
    var language =
        accounts.find(application.applicant()).map(Account::language).orElse(Language.EN);
    var locale = language.regional();
    var words = new Context(language.locale());
    words.setVariable("language", language.code());
    words.setVariable("programme", programme);
    words.setVariable("reference", application.reference().value());
    words.setVariable("number", change.number());
    words.setVariable("enterprise", application.dossier().enterprise().name());
    words.setVariable("project", application.dossier().project().title());
    words.setVariable("kind", change.kind());
    words.setVariable("scope", change.scope());
    words.setVariable("reasons", change.decisionReasons());
    words.setVariable("decidedOn", day(today(), language));
    words.setVariable("plan", change.newPlan());
    words.setVariable("endsBefore", day(before.endsOn(), language));
    words.setVariable("endsAfter", day(after.endsOn(), language));
    words.setVariable("rows", rows(before, after, locale));
    words.setVariable("costsBefore", euros(before.costs(), locale));
    words.setVariable("costsAfter", euros(after.costs(), locale));
    words.setVariable("grantBefore", euros(before.grant(), locale));
    words.setVariable("grantAfter", euros(after.grant(), locale));
    words.setVariable("concerned", PlanRow.concerned(before, after));
    var pdf = LetterPress.print(templates.process("letters/change", words));
    jdbc.sql(
            """
            insert into change_letter (application, number, language, content, sha256, created_at)
            values (:ref, :number, :language, :content, :sha256, :now)
            """)
        .param("ref", change.application().value())
        .param("number", change.number())
        .param("language", language.code())
        .param("content", pdf)
        .param("sha256", sha256(pdf))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Letter> of(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select content, sha256 from change_letter"
                + " where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(
            (row, index) ->
                new Letter(
                    "%s-change-%d.pdf".formatted(ref, number),
                    row.getBytes("content"),
                    row.getString("sha256")))
        .optional();
  }

  private static List<Row> rows(GrantPlan before, GrantPlan after, Locale locale) {
    return PlanRow.compare(before, after).stream()
        .map(
            row ->
                new Row(
                    row.name(),
                    row.category(),
                    costs(row.before(), locale),
                    grant(row.before(), locale),
                    costs(row.after(), locale),
                    grant(row.after(), locale),
                    row.changed()))
        .toList();
  }

  private static String costs(@Nullable PlanShare share, Locale locale) {
    return share == null ? NOTHING : euros(share.costs(), locale);
  }

  private static String grant(@Nullable PlanShare share, Locale locale) {
    return share == null ? NOTHING : euros(share.grant(), locale);
  }

  private static String euros(Cents amount, Locale locale) {
    var format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance("EUR"));
    return format.format(amount.inEuros());
  }

  private static String day(LocalDate day, Language language) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language.locale())
        .format(day);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
