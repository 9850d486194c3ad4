package eu.ttc.grants.notification;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.notification.NotificationView.Repetition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The tables of notifications. */
@Component
class NotificationRows {

  private static final int LONGEST_ERROR = 1000;

  private static final String ONE =
      """
      select n.id, n.application, n.history_number, n.recipient, n.template, n.language, n.state,
             n.message_id,
             (select count(*) from notification_repetition r where r.notification = n.id) repetitions
      from notification n
      where n.id = :id
      """;

  private final JdbcClient jdbc;
  private final Sender sender;
  private final Clock clock;

  NotificationRows(JdbcClient jdbc, Sender sender, Clock clock) {
    this.jdbc = jdbc;
    this.sender = sender;
    this.clock = clock;
  }

  Notification add(
      ApplicationRef ref,
      int historyNumber,
      MailTemplate template,
      String recipient,
      Language language) {
    return find(
        insert(ref, historyNumber, template, recipient, language, DeliveryState.WAITING, null));
  }

  /** For somebody whom no mail can reach. */
  void addFailed(
      ApplicationRef ref, int historyNumber, MailTemplate template, String recipient, String why) {
    insert(ref, historyNumber, template, recipient, Language.EN, DeliveryState.FAILED, why);
  }

  private long insert(
      ApplicationRef ref,
      int historyNumber,
      MailTemplate template,
      String recipient,
      Language language,
      DeliveryState state,
      @Nullable String error) {
    return jdbc.sql(
            """
            insert into notification (application, history_number, channel, recipient, template,
                                      language, created_at, state, waiting_since, message_id, last_error)
            values (:application, :number, :channel, :recipient, :template, :language, :now, :state,
                    :now, :messageId, :error)
            returning id
            """)
        .param("application", ref.value())
        .param("number", historyNumber)
        .param("channel", Channel.E_MAIL.name())
        .param("recipient", recipient)
        .param("template", template.name())
        .param("language", language.code())
        .param("now", now())
        .param("state", state.name())
        .param("messageId", messageId(ref, historyNumber, template, recipient, 0))
        .param("error", error)
        .query(Long.class)
        .single();
  }

  /** Several people are told of one entry where it is about an evaluation. */
  private String messageId(
      ApplicationRef ref,
      int historyNumber,
      MailTemplate template,
      String recipient,
      int repetition) {
    var reader = template.isForEvaluation() ? Integer.toHexString(recipient.hashCode()) : "";
    return sender.messageId(ref, historyNumber, reader, repetition);
  }

  private Notification find(long id) {
    return jdbc.sql(ONE).param("id", id).query(NotificationRows::notification).single();
  }

  /** Locks it until the end of the running transaction. */
  Optional<Notification> locked(long id) {
    return jdbc.sql(ONE + "for update of n")
        .param("id", id)
        .query(NotificationRows::notification)
        .optional();
  }

  /** Makes it wait once more because somebody asked for it. */
  Notification repeat(Notification notification, String who) {
    int repetition = notification.repetitions() + 1;
    jdbc.sql(
            "insert into notification_repetition (notification, number, requested_by, requested_at)"
                + " values (:id, :number, :who, :now)")
        .param("id", notification.id())
        .param("number", repetition)
        .param("who", who)
        .param("now", now())
        .update();
    jdbc.sql(
            "update notification set state = 'WAITING', waiting_since = :now, message_id ="
                + " :messageId where id = :id")
        .param("now", now())
        .param(
            "messageId",
            messageId(
                notification.application(),
                notification.historyNumber(),
                notification.template(),
                notification.recipient(),
                repetition))
        .param("id", notification.id())
        .update();
    return find(notification.id());
  }

  /** What is still to be sent; empty when it was, or when a later request replaced this one. */
  @Transactional(readOnly = true)
  public Optional<Notification> waiting(MailToSend mail) {
    return Optional.of(find(mail.notification()))
        .filter(found -> found.state() == DeliveryState.WAITING && found.mail().equals(mail));
  }

  @Transactional
  public void sent(MailToSend mail) {
    attempted(mail, DeliveryState.SENT, null, now());
  }

  @Transactional
  public void failed(MailToSend mail, String why) {
    attempted(mail, DeliveryState.FAILED, why, null);
  }

  /** Not yet: it is tried again. */
  @Transactional
  public void postponed(MailToSend mail, String why) {
    attempted(mail, DeliveryState.WAITING, why, null);
  }

  private void attempted(
      MailToSend mail,
      DeliveryState state,
      @Nullable String error,
      @Nullable OffsetDateTime sentAt) {
    jdbc.sql(
            """
            update notification
            set state = :state, attempts = attempts + 1, last_error = :error,
                sent_at = coalesce(:sentAt, sent_at)
            where id = :id and state = 'WAITING'
            """)
        .param("state", state.name())
        .param("error", error == null ? null : shortened(error))
        .param("sentAt", sentAt, Types.TIMESTAMP_WITH_TIMEZONE)
        .param("id", mail.notification())
        .update();
  }

  List<NotificationView> of(ApplicationRef ref) {
    var repetitions = repetitionsOf(ref);
    return jdbc.sql(
            """
            select n.*, h.status from notification n
            join status_history h on h.application = n.application and h.number = n.history_number
            where n.application = :ref order by n.history_number, n.channel, n.id
            """)
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new NotificationView(
                    row.getLong("id"),
                    ref,
                    row.getInt("history_number"),
                    ApplicationStatus.valueOf(row.getString("status")),
                    Channel.valueOf(row.getString("channel")),
                    row.getString("recipient"),
                    MailTemplate.valueOf(row.getString("template")),
                    Language.of(row.getString("language")),
                    row.getTimestamp("created_at").toInstant(),
                    DeliveryState.valueOf(row.getString("state")),
                    row.getInt("attempts"),
                    instant(row.getTimestamp("sent_at")),
                    row.getString("last_error"),
                    repetitions.getOrDefault(row.getLong("id"), List.of())))
        .list();
  }

  private Map<Long, List<Repetition>> repetitionsOf(ApplicationRef ref) {
    record Asked(long notification, Repetition repetition) {}
    return jdbc
        .sql(
            """
            select r.* from notification_repetition r join notification n on n.id = r.notification
            where n.application = :ref order by r.notification, r.number
            """)
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new Asked(
                    row.getLong("notification"),
                    new Repetition(
                        row.getInt("number"),
                        row.getString("requested_by"),
                        row.getTimestamp("requested_at").toInstant())))
        .stream()
        .collect(
            Collectors.groupingBy(
                Asked::notification,
                Collectors.mapping(Asked::repetition, Collectors.toUnmodifiableList())));
  }

  private static Notification notification(ResultSet row, int index) throws SQLException {
    return new Notification(
        row.getLong("id"),
        ApplicationRef.of(row.getString("application")),
        row.getInt("history_number"),
        row.getString("recipient"),
        MailTemplate.valueOf(row.getString("template")),
        Language.of(row.getString("language")),
        DeliveryState.valueOf(row.getString("state")),
        row.getString("message_id"),
        row.getInt("repetitions"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  private static String shortened(String error) {
    return error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR - 1) + "…";
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
