package eu.ttc.grants.agreement;

import eu.ttc.grants.kernel.ApplicationRef;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** In which steps grants of the fund are paid. */
@Service
public class PaymentPlans {

  private static final BigDecimal ADVANCE = BigDecimal.valueOf(20);
  private static final BigDecimal CAP = BigDecimal.valueOf(90);

  private final GrantPlans plans;

  PaymentPlans(GrantPlans plans) {
    this.plans = plans;
  }

  /** The payment plan of a grant; empty while there is no plan in force. */
  @Transactional(readOnly = true)
  public Optional<PaymentPlan> of(ApplicationRef ref) {
    return plans.inForce(ref).map(plan -> new PaymentPlan(ADVANCE, CAP, plan.grant()));
  }
}
