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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Instant;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
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
  private final Accounts accounts;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final String programme;

  Letters(
      ITemplateEngine templates,
      Applications applications,
      Conditions conditions,
      Accounts accounts,
      JdbcClient jdbc,
      Clock clock,
      @Value("${grants.payment.debtor.name}, ${grants.payment.debtor.town}") String programme) {
    this.templates = templates;
    this.applications = applications;
    this.conditions = conditions;
    this.accounts = accounts;
    this.jdbc = jdbc;
    this.clock = clock;
    this.programme = programme;
  }

  /** A party's part of the amount, as the letter shows it. */
  public record Share(String party, String amount) {}

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
    return templates.process("letters/agreement", words);
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
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(language.locale())
        .format(at.atZone(Applications.PROGRAMME_ZONE));
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
