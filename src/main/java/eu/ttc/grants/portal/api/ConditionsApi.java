package eu.ttc.grants.portal.api;

import eu.ttc.grants.award.AwardCondition;
import eu.ttc.grants.award.AwardCondition.Confirmation;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConditionsState;
import eu.ttc.grants.award.ConditionsView;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.portal.Access;
import eu.ttc.grants.portal.Viewer;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/applications/{reference}/conditions")
@Tag(name = "Conditions")
class ConditionsApi {

  private final Conditions conditions;
  private final Access access;

  ConditionsApi(Conditions conditions, Access access) {
    this.conditions = conditions;
    this.access = access;
  }

  /** The conditions of an award; {@code proveBy} is known a moment after it. */
  record ConditionsAnswer(
      String application,
      ConditionsState state,
      @Nullable Instant proveBy,
      List<ConditionAnswer> conditions) {

    static ConditionsAnswer of(ApplicationRef ref, ConditionsView view) {
      return new ConditionsAnswer(
          ref.value(),
          view.state(),
          view.proveBy().orElse(null),
          view.conditions().stream().map(ConditionAnswer::of).toList());
    }
  }

  /** One condition; {@code confirmedAt} is absent while it is open. */
  record ConditionAnswer(int number, String text, @Nullable Instant confirmedAt) {

    static ConditionAnswer of(AwardCondition condition) {
      return new ConditionAnswer(
          condition.number(),
          condition.text(),
          condition.confirmation().map(Confirmation::confirmedAt).orElse(null));
    }
  }

  @GetMapping
  @Operation(
      summary = "The conditions of an award, when it has some",
      description =
          "What shows that they are met is sent as documents of kind CONDITION while one is open.")
  ConditionsAnswer all(@PathVariable String reference, Authentication signedIn) {
    var ref = access.visible(reference, Viewer.of(signedIn)).reference();
    return conditions
        .of(ref)
        .map(view -> ConditionsAnswer.of(ref, view))
        .orElseThrow(() -> new Unknown("conditions of", ref));
  }
}
