package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The numbers of co-funding that hold on a day ({@code domain.md} § 4).
 *
 * @param id names them in every sheet that was reckoned with them
 * @param matchPercent match ratio k: own funds in percent of the grant
 * @param inKindPercent most of the match that may be in kind
 * @param leastGrant below it no reduced grant is offered
 * @param supplementRounds how often an applicant may supplement
 * @param renewalRounds how often evidence that expires before the project starts may be renewed
 * @param cureDays how long a co-funder who left may be replaced
 */
record CoFundingRules(
    String id,
    int matchPercent,
    int inKindPercent,
    Cents leastGrant,
    int supplementRounds,
    int renewalRounds,
    int cureDays,
    Map<EvidenceKind, EvidenceRule> evidence) {

  CoFundingRules {
    evidence = Map.copyOf(evidence);
  }

  EvidenceRule of(EvidenceKind kind) {
    return Optional.ofNullable(evidence.get(kind))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Rules %s say nothing about evidence of kind %s: add a row to table cofunding_evidence_rule, then retry."
                        .formatted(id, kind)));
  }

  /** The kinds of which anything counts. */
  Set<EvidenceKind> counting() {
    return evidence.values().stream()
        .filter(rule -> rule.countsPercent() > 0)
        .map(EvidenceRule::kind)
        .collect(Collectors.toSet());
  }

  /** Least own funds for a grant, rounded up to the cent. */
  Cents matchFor(Cents grant) {
    return Cents.of(Math.ceilDiv(Math.multiplyExact(grant.value(), matchPercent), 100L));
  }

  /** Highest grant that these own funds match, rounded down to the cent. */
  Cents grantFor(Cents ownFunds) {
    return Cents.of(Math.multiplyExact(ownFunds.value(), 100L) / matchPercent);
  }

  /** Most that counts in kind beside this much money, rounded down to the cent. */
  Cents inKindBeside(Cents money) {
    return Cents.of(Math.multiplyExact(money.value(), inKindPercent) / (100L - inKindPercent));
  }
}
