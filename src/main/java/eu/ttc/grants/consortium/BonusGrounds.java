package eu.ttc.grants.consortium;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Dossier.Participation;
import eu.ttc.grants.consortium.BonusClaim.Kind;
import eu.ttc.grants.consortium.BonusOutcome.FindingsNotAllowed;
import eu.ttc.grants.consortium.BonusOutcome.FindingsRecorded;
import eu.ttc.grants.consortium.RecordBonusFindings.Finding;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Grounds for higher aid that applicants claim (Regulation (EU) 651/2014, Art. 25(6)): a programme
 * officer confirms or corrects each of them before the aid is computed. What was not verified
 * raises nothing; a finding holds as long as the dossier claims the same.
 */
@Service
public class BonusGrounds {

  private static final int LONGEST_REASON = 1000;

  private final Applications applications;
  private final Accounts accounts;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  BonusGrounds(
      Applications applications, Accounts accounts, Steps steps, JdbcClient jdbc, Clock clock) {
    this.applications = applications;
    this.accounts = accounts;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** What the dossier claims now, in a fixed order; empty for vouchers. */
  @Transactional(readOnly = true)
  public List<BonusClaim> claims(ApplicationRef ref) {
    return claimsOf(applications.get(ref).dossier());
  }

  /** What this dossier claims, in a fixed order; empty for vouchers. */
  public static List<BonusClaim> claimsOf(Dossier dossier) {
    var fund = dossier.fund();
    if (fund == null) {
      return List.of();
    }
    var claims = new ArrayList<BonusClaim>();
    var grounds = fund.grounds();
    if (grounds != null && Boolean.TRUE.equals(grounds.wideDissemination())) {
      add(claims, Kind.WIDE_DISSEMINATION, 0, "", "YES");
    }
    if (grounds != null && Boolean.TRUE.equals(grounds.licensing())) {
      add(claims, Kind.LICENSING, 0, "", "YES");
    }
    area(claims, 1, dossier.enterprise().name(), fund.lead());
    for (int i = 0; i < dossier.partners().size(); i++) {
      var partner = dossier.partners().get(i);
      var member = partner.member();
      var own = member == null ? null : member.participation();
      area(claims, i + 2, partner.name(), own);
      if (member != null
          && own != null
          && Boolean.TRUE.equals(member.researchOrganisation())
          && Boolean.TRUE.equals(own.freeToPublish())) {
        add(claims, Kind.FREE_TO_PUBLISH, i + 2, partner.name(), "YES");
      }
    }
    return List.copyOf(claims);
  }

  /**
   * Keeps what an officer found about every claim.
   *
   * @throws eu.ttc.grants.kernel.NotNow when the application is not open
   */
  @Transactional
  public BonusOutcome record(RecordBonusFindings command, StepKey step) {
    return steps.once(
        step,
        BonusOutcome.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var claims = claims(ref);
          var found =
              command.findings().stream()
                  .collect(Collectors.toMap(Finding::claim, one -> one, (one, again) -> again));
          return problem(command, claims, found)
              .<BonusOutcome>map(FindingsNotAllowed::new)
              .orElseGet(() -> keep(command, claims, found));
        });
  }

  /** What was found last, claim by claim; empty before. */
  @Transactional(readOnly = true)
  public List<BonusFinding> findings(ApplicationRef ref) {
    return jdbc.sql(
            """
            select f.*, v.officer, v.verified_at
            from bonus_finding f
            join bonus_verification v on v.application = f.application and v.number = f.number
            where f.application = :ref and f.number =
              (select max(number) from bonus_verification where application = :ref)
            order by f.claim
            """)
        .param("ref", ref.value())
        .query(
            (row, index) ->
                new BonusFinding(
                    new BonusClaim(
                        row.getInt("claim"),
                        Kind.valueOf(row.getString("kind")),
                        row.getInt("partner"),
                        row.getString("name"),
                        row.getString("claimed")),
                    BonusVerdict.valueOf(row.getString("verdict")),
                    row.getString("reason"),
                    row.getString("officer"),
                    row.getTimestamp("verified_at").toInstant()))
        .list();
  }

  /** What counts: claims of the dossier as they were found. */
  Verified verified(ApplicationRef ref) {
    var findings = findings(ref);
    var verdicts = new HashMap<BonusClaim, BonusVerdict>();
    for (var claim : claims(ref)) {
      findings.stream()
          .filter(finding -> claim.isTheSameAs(finding.claim()))
          .findFirst()
          .ifPresent(finding -> verdicts.put(claim, finding.verdict()));
    }
    return new Verified(verdicts);
  }

  /** The claims that were verified, with the verdicts. */
  record Verified(Map<BonusClaim, BonusVerdict> verdicts) {

    boolean holds(Kind kind, int partner) {
      return verdicts.entrySet().stream()
          .filter(one -> one.getKey().kind() == kind && one.getKey().partner() == partner)
          .anyMatch(one -> one.getValue() == BonusVerdict.CONFIRMED);
    }

    AssistedArea area(int partner) {
      return verdicts.entrySet().stream()
          .filter(one -> one.getKey().kind() == Kind.ASSISTED_AREA)
          .filter(one -> one.getKey().partner() == partner)
          .findFirst()
          .map(
              one ->
                  switch (one.getValue()) {
                    case CONFIRMED -> AssistedArea.valueOf(one.getKey().claimed());
                    case REFUSED -> AssistedArea.NONE;
                    case AREA_A -> AssistedArea.A;
                    case AREA_C -> AssistedArea.C;
                  })
          .orElse(AssistedArea.NONE);
    }
  }

  private static void area(
      List<BonusClaim> claims, int partner, String name, @Nullable Participation own) {
    var area = own == null ? null : own.assistedArea();
    if (area != null && area != AssistedArea.NONE) {
      add(claims, Kind.ASSISTED_AREA, partner, name, area.name());
    }
  }

  private static void add(
      List<BonusClaim> claims, Kind kind, int partner, String name, String claimed) {
    claims.add(new BonusClaim(claims.size() + 1, kind, partner, name, claimed));
  }

  private Optional<String> problem(
      RecordBonusFindings command, List<BonusClaim> claims, Map<Integer, Finding> found) {
    var ref = command.application();
    if (!accounts.hasRole(command.officer(), Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer verifies what may raise the aid.");
    }
    if (applications.get(ref).applicant().equals(command.officer())) {
      return Optional.of("An applicant cannot verify their own statements.");
    }
    return claims.stream()
        .map(claim -> problem(claim, found.get(claim.number())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> problem(BonusClaim claim, @Nullable Finding finding) {
    var verdict = finding == null ? null : finding.verdict();
    if (finding == null || verdict == null) {
      return Optional.of("Statement %d has no verdict yet.".formatted(claim.number()));
    }
    var area = verdict == BonusVerdict.AREA_A || verdict == BonusVerdict.AREA_C;
    if (area && claim.kind() != Kind.ASSISTED_AREA) {
      return Optional.of("Statement %d is not about an area.".formatted(claim.number()));
    }
    return verdict != BonusVerdict.CONFIRMED
            && (finding.reason().isBlank() || finding.reason().length() > LONGEST_REASON)
        ? Optional.of(
            "Statement %d: say why it is not so, in 1 to %d characters."
                .formatted(claim.number(), LONGEST_REASON))
        : Optional.empty();
  }

  private FindingsRecorded keep(
      RecordBonusFindings command, List<BonusClaim> claims, Map<Integer, Finding> found) {
    var ref = command.application();
    var number =
        jdbc.sql(
                """
                insert into bonus_verification (application, number, officer, verified_at)
                select :ref, coalesce(max(number), 0) + 1, :officer, :now
                from bonus_verification where application = :ref
                returning number
                """)
            .param("ref", ref.value())
            .param("officer", command.officer())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    int corrected = 0;
    for (var claim : claims) {
      var finding = found.get(claim.number());
      var verdict = finding == null ? null : finding.verdict();
      if (finding == null || verdict == null) {
        throw new IllegalStateException("no verdict on " + claim);
      }
      var confirmed = verdict == BonusVerdict.CONFIRMED;
      corrected += confirmed ? 0 : 1;
      jdbc.sql(
              """
              insert into bonus_finding (application, number, claim, kind, partner, name, claimed, verdict,
                                         reason)
              values (:ref, :number, :claim, :kind, :partner, :name, :claimed, :verdict, :reason)
              """)
          .param("ref", ref.value())
          .param("number", number)
          .param("claim", claim.number())
          .param("kind", claim.kind().name())
          .param("partner", claim.partner())
          .param("name", claim.name())
          .param("claimed", claim.claimed())
          .param("verdict", verdict.name())
          .param("reason", confirmed ? null : finding.reason().strip())
          .update();
    }
    applications.note(
        ref,
        corrected == 0 ? "BONUS_GROUNDS_CONFIRMED" : "BONUS_GROUNDS_CORRECTED",
        command.officer(),
        null);
    return new FindingsRecorded(corrected);
  }
}
