package eu.ttc.grants.notification.web;

import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.notification.Notifications;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

@Controller
@RequestMapping("/dossiers/{reference}/notifications")
class NotificationPages {

  private final Notifications notifications;
  private final SubmittedApplications applications;

  NotificationPages(Notifications notifications, SubmittedApplications applications) {
    this.notifications = notifications;
    this.applications = applications;
  }

  @GetMapping
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER', 'ADMINISTRATOR', 'AUDITOR')")
  String list(@PathVariable String reference, Model model) {
    var ref = applications.require(reference);
    model.addAttribute("reference", ref);
    model.addAttribute("notifications", notifications.of(ref));
    return "notifications";
  }

  @PostMapping("/{id}/repetition")
  @PreAuthorize("hasAnyRole('PROGRAMME_OFFICER', 'PROGRAMME_MANAGER')")
  String repeat(@PathVariable String reference, @PathVariable long id, Authentication person) {
    var ref = applications.require(reference);
    if (notifications.of(ref).stream().noneMatch(one -> one.id() == id)) {
      throw new Unknown("notification", id);
    }
    notifications.sendAgain(id, person.getName());
    return "redirect:/dossiers/%s/notifications?again".formatted(ref);
  }
}
