package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Hold;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;

/** Tells every page of an application whether it is on hold; shown to who may see the page. */
@ControllerAdvice(basePackageClasses = HoldNotice.class)
class HoldNotice {

  private final Applications applications;

  HoldNotice(Applications applications) {
    this.applications = applications;
  }

  /** The hold of the application in the address; null when there is none. */
  @ModelAttribute("onHold")
  @Nullable Hold onHold(@PathVariable Map<String, String> path) {
    return Optional.ofNullable(path.get("reference"))
        .flatMap(ApplicationRef::parse)
        .flatMap(applications::holdOf)
        .orElse(null);
  }
}
