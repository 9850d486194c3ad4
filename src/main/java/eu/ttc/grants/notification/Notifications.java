package eu.ttc.grants.notification;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.HistoryRecorded;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.EvaluationNews;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import io.namastack.outbox.Outbox;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who was told what, and how far it has come. What is to be told is written in the transaction of
 * what happened, once per history entry, reader and channel, and leaves after its commit through
 * the outbox, in order per application.
 */
@Service
public class Notifications {

  private final NotificationRows rows;
  private final Applications applications;
  private final Recipients recipients;
  private final Situations situations;
  private final Outbox outbox;
  private final Steps steps;

  Notifications(
      NotificationRows rows,
      Applications applications,
      Recipients recipients,
      Situations situations,
      Outbox outbox,
      Steps steps) {
    this.rows = rows;
    this.applications = applications;
    this.recipients = recipients;
    this.situations = situations;
    this.outbox = outbox;
    this.steps = steps;
  }

  /**
   * Takes note of what the applicant, or a partner, is to be told, in the language of their account
   * or region.
   */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(HistoryRecorded entry) {
    template(entry).ifPresent(template -> tell(entry, template));
  }

  /** Takes note of what people who evaluate or moderate are to be told, in their language. */
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(EvaluationNews news) {
    var template = MailTemplate.telling(news.kind());
    for (var person : news.people()) {
      tell(news.application(), news.historyNumber(), template, person);
    }
  }

  private Optional<MailTemplate> template(HistoryRecorded entry) {
    return entry.event().equals(Reminder.EVENT)
        ? Reminder.parse(reason(entry)).map(Reminder::kind).map(ReminderKind::template)
        : MailTemplate.telling(entry.event(), entry.statusChanged());
  }

  private @Nullable String reason(HistoryRecorded entry) {
    return recorded(entry).reason();
  }

  private HistoryEntry recorded(HistoryRecorded entry) {
    return applications.history(entry.application()).get(entry.number() - 1);
  }

  private void tell(HistoryRecorded entry, MailTemplate template) {
    var recipient = recipients.of(template, entry.application(), recorded(entry));
    tell(entry.application(), entry.number(), template, recipient);
  }

  private void tell(
      ApplicationRef ref, int historyNumber, MailTemplate template, String recipient) {
    var language = recipients.find(ref, recipient).map(Account::language);
    if (language.isPresent()) {
      schedule(rows.add(ref, historyNumber, template, recipient, language.get()));
    } else {
      rows.addFailed(ref, historyNumber, template, recipient, noAccount(recipient));
    }
  }

  /** All notifications about an application, oldest first. */
  @Transactional(readOnly = true)
  public List<NotificationView> of(ApplicationRef ref) {
    return rows.of(ref);
  }

  /**
   * Sends a notification again, to the address that its recipient has now. It stays the same
   * notification; who asked is recorded.
   *
   * @throws Unknown when there is none with this number
   * @throws NotNow while it is on its way
   */
  @Transactional
  public NotificationView sendAgain(long id, String who) {
    var notification = rows.locked(id).orElseThrow(() -> new Unknown("notification", id));
    if (notification.state() == DeliveryState.WAITING) {
      throw new NotNow(
          "Notification %d is on its way: it waits for a mail server and is tried again by itself."
              .formatted(id));
    }
    schedule(rows.repeat(notification, who));
    return rows.of(notification.application()).stream()
        .filter(view -> view.id() == id)
        .findFirst()
        .orElseThrow();
  }

  /**
   * Reminds the applicant once per passage of the step and once of a date, if there is still
   * something to be reminded of.
   *
   * @param number of the claim or question, where those are numbered
   * @param dueAt as the lifecycle knows it; where the date was moved, that one is told
   * @return whether the applicant was reminded
   */
  @Transactional
  public boolean remind(
      ApplicationRef ref,
      ReminderKind kind,
      @Nullable Integer number,
      OffsetDateTime dueAt,
      StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          var open = kind.concerns(applications.lockedStatus(ref));
          var due = situations.due(ref, kind).map(Applications::inProgramme).orElse(dueAt);
          var reason = new Reminder(kind, number, due).reason();
          var remind = open && !wasReminded(ref, reason);
          if (remind) {
            applications.note(ref, Reminder.EVENT, Applications.SYSTEM, reason);
          }
          return remind;
        });
  }

  private boolean wasReminded(ApplicationRef ref, String reason) {
    return applications.history(ref).stream()
        .anyMatch(entry -> entry.event().equals(Reminder.EVENT) && reason.equals(entry.reason()));
  }

  /** Mails have a key of their own, so that a mail server never holds up the engine's messages. */
  private void schedule(Notification notification) {
    outbox.schedule(notification.mail(), "mail/" + notification.application());
  }

  static String noAccount(String username) {
    return "There is no account %s.".formatted(username);
  }
}
