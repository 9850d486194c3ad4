package eu.ttc.grants.agreement;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was agreed of grants of the innovation fund; every version stays. */
@Service
public class GrantPlans {

  private final JdbcClient jdbc;
  private final Applications applications;
  private final Clock clock;

  GrantPlans(JdbcClient jdbc, Applications applications, Clock clock) {
    this.jdbc = jdbc;
    this.applications = applications;
    this.clock = clock;
  }

  /**
   * Puts a plan in force, within the running transaction; nothing happens when it is the one in
   * force already.
   *
   * @param reason what changes, and why
   * @param by username of who decided it, or {@link Applications#SYSTEM}
   * @return its number
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public int putInForce(ApplicationRef ref, GrantPlan plan, String reason, String by) {
    applications.lockedStatus(ref);
    var newest = newest(ref);
    if (newest.isPresent() && newest.get().plan().equals(plan)) {
      return newest.get().number();
    }
    var number = newest.map(PlanVersion::number).orElse(0) + 1;
    jdbc.sql(
            """
            insert into grant_plan (application, version, starts_on, ends_on, grant_cents, costs_cents,
                                    reason, decided_by, decided_at)
            values (:ref, :version, :starts, :ends, :grant, :costs, :reason, :by, :now)
            """)
        .param("ref", ref.value())
        .param("version", number)
        .param("starts", plan.startsOn())
        .param("ends", plan.endsOn())
        .param("grant", plan.grant().value())
        .param("costs", plan.costs().value())
        .param("reason", reason)
        .param("by", by)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    plan.shares().forEach(share -> add(ref, number, share));
    applications.note(ref, "GRANT_PLANNED", by, "version %d: %s".formatted(number, reason));
    return number;
  }

  /** The plan that claims, payments and changes follow now. */
  @Transactional(readOnly = true)
  public Optional<GrantPlan> inForce(ApplicationRef ref) {
    return newest(ref).map(PlanVersion::plan);
  }

  /** Names of the partners by their numbers, as the plans have them. */
  @Transactional(readOnly = true)
  public Map<Integer, String> partners(ApplicationRef ref) {
    var names = new TreeMap<Integer, String>();
    all(ref).stream()
        .flatMap(version -> version.plan().shares().stream())
        .forEach(share -> names.put(share.partner(), share.name()));
    return names;
  }

  /** Every version, oldest first. */
  @Transactional(readOnly = true)
  public List<PlanVersion> all(ApplicationRef ref) {
    return versions(ref, "order by version");
  }

  private Optional<PlanVersion> newest(ApplicationRef ref) {
    return versions(ref, "order by version desc limit 1").stream().findFirst();
  }

  private List<PlanVersion> versions(ApplicationRef ref, String order) {
    var shares = shares(ref);
    return jdbc.sql("select * from grant_plan where application = :ref " + order)
        .param("ref", ref.value())
        .query((row, index) -> version(row, shares))
        .list();
  }

  private static PlanVersion version(ResultSet row, Map<Integer, List<PlanShare>> shares)
      throws SQLException {
    var number = row.getInt("version");
    return new PlanVersion(
        number,
        new GrantPlan(
            row.getObject("starts_on", LocalDate.class),
            row.getObject("ends_on", LocalDate.class),
            shares.getOrDefault(number, List.of()).stream()
                .sorted(
                    Comparator.comparingInt(PlanShare::partner).thenComparing(PlanShare::category))
                .toList()),
        row.getString("reason"),
        row.getString("decided_by"),
        row.getTimestamp("decided_at").toInstant());
  }

  /** Those of every version. */
  private Map<Integer, List<PlanShare>> shares(ApplicationRef ref) {
    var shares = new HashMap<Integer, List<PlanShare>>();
    jdbc.sql("select * from grant_plan_share where application = :ref")
        .param("ref", ref.value())
        .query(
            row -> {
              shares
                  .computeIfAbsent(row.getInt("version"), version -> new ArrayList<>())
                  .add(
                      new PlanShare(
                          row.getInt("partner"),
                          row.getString("name"),
                          AidCategory.valueOf(row.getString("category")),
                          row.getBigDecimal("rate_percent"),
                          Cents.of(row.getLong("costs_cents")),
                          Cents.of(row.getLong("grant_cents"))));
            });
    return shares;
  }

  private void add(ApplicationRef ref, int version, PlanShare share) {
    jdbc.sql(
            """
            insert into grant_plan_share (application, version, partner, name, category, rate_percent,
                                          costs_cents, grant_cents)
            values (:ref, :version, :partner, :name, :category, :rate, :costs, :grant)
            """)
        .param("ref", ref.value())
        .param("version", version)
        .param("partner", share.partner())
        .param("name", share.name())
        .param("category", share.category().name())
        .param("rate", share.rate())
        .param("costs", share.costs().value())
        .param("grant", share.grant().value())
        .update();
  }
}
