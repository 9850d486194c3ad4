package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class AidRows {

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AidRows(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  FundAidRules rulesOn(LocalDate day) {
    return jdbc.sql(
            "select * from fund_aid_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(
            (row, number) ->
                new FundAidRules(
                    row.getString("id"),
                    row.getString("gber_rules"),
                    Cents.of(row.getLong("minimum_grant_cents")),
                    Cents.of(row.getLong("maximum_grant_cents")),
                    Percent.plain(row.getBigDecimal("programme_rate_percent")),
                    row.getInt("member_states_at_least"),
                    row.getInt("bearing_limit_percent"),
                    row.getInt("research_organisation_percent"),
                    Cents.of(row.getLong("advice_ceiling_cents")),
                    row.getInt("advice_window_years")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rules for the fund's aid hold on %s: add them to table fund_aid_ruleset, and their rows to decision aid-intensity, then retry."
                        .formatted(day)));
  }

  /** Version of the newest project, proposed or not; 0 when there is none. */
  int newestProject(ApplicationRef ref) {
    return jdbc.sql("select coalesce(max(version), 0) from funded_project where application = :ref")
        .param("ref", ref.value())
        .query(Integer.class)
        .single();
  }

  void propose(ApplicationRef ref, int version) {
    jdbc.sql("insert into aid_proposal (application, project) values (:ref, :version)")
        .param("ref", ref.value())
        .param("version", version)
        .update();
  }

  void adopt(ApplicationRef ref, int version, Instant at) {
    jdbc.sql(
            "update aid_proposal set adopted_at = :at"
                + " where application = :ref and project = :version and adopted_at is null")
        .param("ref", ref.value())
        .param("version", version)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Whether nothing counts yet that is computed from this version. */
  boolean isProposed(ApplicationRef ref, int version) {
    return jdbc.sql(
            "select exists (select from aid_proposal where application = :ref"
                + " and project = :version and adopted_at is null)")
        .param("ref", ref.value())
        .param("version", version)
        .query(Boolean.class)
        .single();
  }

  /** Version of the newest project that counts, none when there is none. */
  Optional<Integer> latestProject(ApplicationRef ref) {
    return jdbc.sql(
            """
            select version from funded_project p where application = :ref and not exists (
              select from aid_proposal a where a.application = p.application
                and a.project = p.version and a.adopted_at is null)
            order by version desc limit 1
            """)
        .param("ref", ref.value())
        .query(Integer.class)
        .optional();
  }

  FundedProject project(ApplicationRef ref, int version) {
    return jdbc.sql(
            "select project from funded_project where application = :ref and version = :version")
        .param("ref", ref.value())
        .param("version", version)
        .query(String.class)
        .optional()
        .map(stored -> json.readValue(stored, FundedProject.class))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no version %d of its project to compute aid from."
                        .formatted(ref, version)));
  }

  void keep(ApplicationRef ref, int version, FundedProject project, Instant at) {
    jdbc.sql("insert into funded_project values (:ref, :version, :project::json, :at)")
        .param("ref", ref.value())
        .param("version", version)
        .param("project", json.writeValueAsString(project))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void keep(AidSheet sheet) {
    jdbc.sql(
            """
            insert into aid_computation (application, number, project, ruleset, granting_on, allowed,
                                         reason_codes, eligible_cents, grant_cents, computed_at)
            values (:ref, :number, :project, :ruleset, :day, :allowed,
                    :reasons, :eligible, :grant, :at)
            """)
        .param("ref", sheet.application().value())
        .param("number", sheet.number())
        .param("project", sheet.project())
        .param("ruleset", sheet.ruleset())
        .param("day", sheet.grantingOn())
        .param("allowed", sheet.allowed())
        .param("reasons", sheet.reasonCodes().stream().map(Enum::name).toArray(String[]::new))
        .param("eligible", sheet.eligibleCosts().value())
        .param("grant", sheet.grant().value())
        .param("at", sheet.computedAt().atOffset(ZoneOffset.UTC))
        .update();
    sheet.shares().forEach(share -> keep(sheet, share));
    for (int i = 0; i < sheet.steps().size(); i++) {
      keep(sheet, i + 1, sheet.steps().get(i));
    }
  }

  private void keep(AidSheet sheet, AidShare share) {
    jdbc.sql(
            """
            insert into aid_share (application, number, partner, category, basis, rate_percent,
              costs_cents, maximum_cents, other_aid_cents, computed_cents, granted_cents)
            values (:ref, :number, :partner, :category, :basis, :rate,
              :costs, :maximum, :other, :computed, :granted)
            """)
        .param("ref", sheet.application().value())
        .param("number", sheet.number())
        .param("partner", share.partner())
        .param("category", share.category().name())
        .param("basis", share.basis().name())
        .param("rate", share.rate())
        .param("costs", share.costs().value())
        .param("maximum", share.maximum().value())
        .param("other", share.otherAid().value())
        .param("computed", share.computed().value())
        .param("granted", share.granted().value())
        .update();
  }

  private void keep(AidSheet sheet, int position, AidStep step) {
    jdbc.sql(
            """
            insert into aid_computation_step
              (application, number, position, kind, partner, category, source, step)
            select :ref, :number, :position, told ->> 'step', told ->> 'partner',
              told ->> 'category', told ->> 'source', told
            from (select :step::json told)
            """)
        .param("ref", sheet.application().value())
        .param("number", sheet.number())
        .param("position", position)
        .param("step", json.writerFor(AidStep.class).writeValueAsString(step))
        .update();
  }

  /** Number of the newest sheet, whether it counts or not; 0 when there is none. */
  int newest(ApplicationRef ref) {
    return jdbc.sql("select coalesce(max(number), 0) from aid_computation where application = :ref")
        .param("ref", ref.value())
        .query(Integer.class)
        .single();
  }

  /** Number of the newest sheet that counts, 0 when there is none. */
  int latest(ApplicationRef ref) {
    return jdbc.sql(
            """
            select coalesce(max(number), 0) from aid_computation c
            where application = :ref and not exists (
              select from aid_proposal a where a.application = c.application
                and a.project = c.project and a.adopted_at is null)
            """)
        .param("ref", ref.value())
        .query(Integer.class)
        .single();
  }

  /** The newest sheet that counts and by which something is granted. */
  Optional<AidSheet> newestAllowed(ApplicationRef ref) {
    for (int number = latest(ref); number > 0; number--) {
      var allowed = sheet(ref, number).filter(AidSheet::allowed);
      if (allowed.isPresent()) {
        return allowed;
      }
    }
    return Optional.empty();
  }

  Optional<AidSheet> sheet(ApplicationRef ref, int number) {
    return jdbc.sql("select * from aid_computation where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query((row, position) -> sheet(ref, row))
        .optional();
  }

  private AidSheet sheet(ApplicationRef ref, ResultSet row) throws SQLException {
    var number = row.getInt("number");
    var project = row.getInt("project");
    var eligible = Cents.of(row.getLong("eligible_cents"));
    var grant = Cents.of(row.getLong("grant_cents"));
    return new AidSheet(
        ref,
        number,
        project,
        row.getTimestamp("computed_at").toInstant(),
        row.getObject("granting_on", LocalDate.class),
        row.getString("ruleset"),
        row.getBoolean("allowed"),
        reasons(row),
        eligible,
        grant,
        eligible.minus(grant),
        shares(ref, number, project(ref, project)),
        steps(ref, number));
  }

  private List<AidShare> shares(ApplicationRef ref, int number, FundedProject project) {
    return jdbc
        .sql("select * from aid_share where application = :ref and number = :number")
        .param("ref", ref.value())
        .param("number", number)
        .query(
            (row, position) ->
                new AidShare(
                    row.getInt("partner"),
                    project.partners().get(row.getInt("partner") - 1).name(),
                    AidCategory.valueOf(row.getString("category")),
                    AidBasis.valueOf(row.getString("basis")),
                    Percent.plain(row.getBigDecimal("rate_percent")),
                    Cents.of(row.getLong("costs_cents")),
                    Cents.of(row.getLong("maximum_cents")),
                    Cents.of(row.getLong("other_aid_cents")),
                    Cents.of(row.getLong("computed_cents")),
                    Cents.of(row.getLong("granted_cents"))))
        .list()
        .stream()
        .sorted(Comparator.comparing(AidShare::partner).thenComparing(AidShare::category))
        .toList();
  }

  private List<AidStep> steps(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select step from aid_computation_step where application = :ref and number = :number"
                + " order by position")
        .param("ref", ref.value())
        .param("number", number)
        .query((row, position) -> json.readValue(row.getString("step"), AidStep.class))
        .list();
  }

  private static List<ReasonCode> reasons(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("reason_codes").getArray())
        .map(ReasonCode::valueOf)
        .toList();
  }
}
