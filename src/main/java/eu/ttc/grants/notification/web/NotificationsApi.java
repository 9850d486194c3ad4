package eu.ttc.grants.notification.web;

import eu.ttc.grants.notification.NotificationView;
import eu.ttc.grants.notification.Notifications;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Notifications")
class NotificationsApi {

  private final Notifications notifications;
  private final SubmittedApplications applications;

  NotificationsApi(Notifications notifications, SubmittedApplications applications) {
    this.notifications = notifications;
    this.applications = applications;
  }

  @GetMapping("/api/applications/{reference}/notifications")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'ADMINISTRATOR', 'AUDITOR')")
  @Operation(
      summary =
          "What applicant, partners, experts and staff were told, and how far each message has"
              + " come")
  List<NotificationView> of(@PathVariable String reference) {
    return notifications.of(applications.require(reference));
  }

  @PostMapping("/api/notifications/{id}/repetition")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Send a message again, to the address that its recipient has now")
  NotificationView repeat(@PathVariable long id, Authentication person) {
    return notifications.sendAgain(id, person.getName());
  }
}
