package eu.ttc.grants.notification;

import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.notification.MailContent.Fact;
import eu.ttc.grants.notification.MailContent.Section;
import java.net.URI;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Writes mails. The words are the texts {@code mail.<template>.…}: {@code title} and {@code
 * happened} always, {@code next} where the applicant has to do something ({@code nextBy} when there
 * is a date for it). Each text gets the same arguments: {0} when it happened, {1} until when
 * something is to be done, {2} the amount, {3} the status.
 */
@Component
class MailWriter {

  private final MessageSource messages;
  private final ITemplateEngine templates;
  private final String baseUrl;

  MailWriter(
      MessageSource messages,
      ITemplateEngine templates,
      @Value("${grants.base-url}") String baseUrl) {
    this.messages = messages;
    this.templates = templates;
    this.baseUrl = baseUrl;
  }

  /** The mail of a notification to the person with this account. */
  Mail write(Notification notification, Situation situation, Account recipient) {
    var content = new Writing(notification, situation).content(recipient);
    var context = new Context(notification.language().locale(), Map.of("mail", (Object) content));
    return new Mail(
        "%s: %s".formatted(notification.application(), content.title()),
        templates.process("mails/mail.txt", context),
        templates.process("mails/mail", context));
  }

  /** One mail while it is written. */
  private final class Writing {

    private final Notification notification;
    private final Situation situation;
    private final Language language;
    private final Object[] arguments;

    Writing(Notification notification, Situation situation) {
      this.notification = notification;
      this.situation = situation;
      this.language = notification.language();
      this.arguments =
          new Object[] {
            moment(situation.entry().at()),
            situation.due().map(this::until).orElse(""),
            situation.amount().map(this::euros).orElse(""),
            text("mail.status." + situation.entry().status())
          };
    }

    MailContent content(Account recipient) {
      return new MailContent(
          language.code(),
          text("programme.name"),
          own("title"),
          text("mail.greeting", recipient.displayName()),
          happened(),
          facts(),
          reasons(),
          conditions(),
          words(),
          new Section(text("mail.next"), List.of(next())),
          situation
              .remedy()
              .map(key -> new Section(text("mail.remedy"), List.of(text("mail." + key))))
              .orElse(null),
          situation.answerOn().map(page -> own("open")).orElseGet(() -> text("mail.open")),
          link(),
          text("mail.closing"),
          text(
              notification.template().isForEvaluation()
                  ? "mail.footer.evaluation"
                  : "mail.footer"));
    }

    private String link() {
      var page =
          situation
              .answerOn()
              .orElseGet(() -> "applications/%s".formatted(notification.application()));
      return URI.create(baseUrl + "/").resolve(page).toString();
    }

    private String happened() {
      return notification.template() == MailTemplate.STATUS_CHANGED
          ? text("mail.status.%s.means".formatted(situation.entry().status()), arguments)
          : own("happened");
    }

    private String next() {
      return situation
          .due()
          .flatMap(due -> ownIfThere("nextBy"))
          .or(() -> ownIfThere("next"))
          .orElseGet(() -> text("mail.nothingToDo"));
    }

    private List<Fact> facts() {
      var facts = new ArrayList<Fact>();
      facts.add(fact("mail.application", notification.application().value()));
      facts.add(fact("mail.project", situation.project()));
      situation.amount().ifPresent(amount -> facts.add(fact("mail.amount", euros(amount))));
      situation.due().ifPresent(due -> facts.add(fact("mail.due", until(due))));
      return List.copyOf(facts);
    }

    private Fact fact(String key, String value) {
      var label = text(key);
      return new Fact(label, value, text("mail.fact", label, value));
    }

    private @Nullable Section reasons() {
      var reasons = situation.reasons().stream().map(code -> text("mail.reason." + code)).toList();
      return reasons.isEmpty() ? null : new Section(text("mail.reasons"), reasons);
    }

    private @Nullable Section conditions() {
      return situation.conditions().isEmpty()
          ? null
          : new Section(text("mail.conditions"), situation.conditions());
    }

    private @Nullable Section words() {
      return situation
          .words()
          .map(words -> new Section(text("mail.words"), words.lines().toList()))
          .orElse(null);
    }

    private String own(String part) {
      return text("mail.%s.%s".formatted(notification.template(), part), arguments);
    }

    private Optional<String> ownIfThere(String part) {
      var key = "mail.%s.%s".formatted(notification.template(), part);
      return Optional.ofNullable(
          messages.getMessage(key, arguments, null, notification.language().locale()));
    }

    private String text(String key, Object... arguments) {
      return Objects.requireNonNull(
          messages.getMessage(key, arguments, notification.language().locale()));
    }

    private String moment(Instant at) {
      return until(Due.at(at));
    }

    private String until(Due due) {
      var day =
          DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).localizedBy(language.regional());
      var time =
          DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).localizedBy(language.regional());
      return due.time() == null
          ? day.format(due.day())
          : text("mail.moment", day.format(due.day()), time.format(due.time()));
    }

    private String euros(Cents amount) {
      var format = NumberFormat.getCurrencyInstance(language.regional());
      format.setCurrency(Currency.getInstance("EUR"));
      return format.format(amount.inEuros());
    }
  }
}
