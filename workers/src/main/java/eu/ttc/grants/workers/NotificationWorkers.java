package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.notification.Notifications;
import eu.ttc.grants.notification.ReminderKind;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reminders to applicants. */
@Component
public class NotificationWorkers {

  private final Notifications notifications;

  NotificationWorkers(Notifications notifications) {
    this.notifications = notifications;
  }

  /**
   * Of what to remind.
   *
   * @param dueAt ISO 8601 date-time with offset
   * @param number of the claim or question, where those are numbered
   */
  public record RemindInput(
      String applicationRef, ReminderKind reminderKind, String dueAt, @Nullable Integer number) {}

  @JobWorker(type = JobTypes.NOTIFICATION_REMIND)
  public void remind(@VariablesAsType RemindInput in, @ElementInstanceKey long elementInstance) {
    notifications.remind(
        ApplicationRef.of(in.applicationRef()),
        in.reminderKind(),
        in.number(),
        OffsetDateTime.parse(in.dueAt()),
        StepKey.of(JobTypes.NOTIFICATION_REMIND, elementInstance));
  }
}
