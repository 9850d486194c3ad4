package eu.ttc.grants.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ModuleTest
class GrantPlansModuleTest {

  private static final LocalDate START = LocalDate.of(2027, 3, 1);
  private static final LocalDate END = LocalDate.of(2029, 2, 28);

  private final GrantPlans plans;
  private final ApplicationDesk desk;

  GrantPlansModuleTest(GrantPlans plans, ApplicationDesk desk) {
    this.plans = plans;
    this.desk = desk;
  }

  @Test
  @DisplayName("every version of a plan stays, the newest is in force, and repeats make none")
  void everyVersionStays() {
    var ref = desk.submit(Scheme.INNOVATION_FUND, AnApplication.anApplication());
    var first = plan(END, share(1, AidCategory.INDUSTRIAL_RESEARCH, 160_000, 80_000));
    var longer = plan(END.plusMonths(3), first.shares().getFirst());

    assertThat(putInForce(ref, first, "as awarded")).isEqualTo(1);
    assertThat(putInForce(ref, first, "as awarded")).isEqualTo(1);
    assertThat(putInForce(ref, longer, "extended")).isEqualTo(2);

    assertThat(plans.inForce(ref)).contains(longer);
    assertThat(plans.all(ref)).extracting(PlanVersion::plan).containsExactly(first, longer);
    assertThat(plans.all(ref)).extracting(PlanVersion::number).containsExactly(1, 2);
  }

  @Test
  @DisplayName("a plan that makes no sense cannot be built, and says why")
  void senselessPlansAreRefused() {
    var share = share(1, AidCategory.INDUSTRIAL_RESEARCH, 160_000, 80_000);

    assertThatThrownBy(() -> plan(START, share)).hasMessageContaining("cannot end on 2027-03-01");
    assertThatThrownBy(() -> plan(END, share, share)).hasMessageContaining("twice");
    assertThatThrownBy(() -> share(1, AidCategory.INDUSTRIAL_RESEARCH, 100, 101))
        .hasMessageContaining("more than its costs");
  }

  private int putInForce(ApplicationRef ref, GrantPlan plan, String reason) {
    return desk.inTransaction(() -> plans.putInForce(ref, plan, reason, Applications.SYSTEM));
  }

  private static GrantPlan plan(LocalDate end, PlanShare... shares) {
    return new GrantPlan(START, end, List.of(shares));
  }

  private static PlanShare share(int partner, AidCategory category, long costs, long grant) {
    return new PlanShare(
        partner,
        "Partner " + partner,
        category,
        BigDecimal.valueOf(50),
        Cents.euros(costs),
        Cents.euros(grant));
  }
}
