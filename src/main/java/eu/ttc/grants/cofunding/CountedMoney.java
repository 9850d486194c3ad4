package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Sees to it that the same money counts in one application only (case C4): the one that was
 * submitted first and pledges it, or the one in which it counts already. An application that ended
 * without a grant gives its money free.
 */
@Repository
class CountedMoney {

  private static final String GIVEN_FREE = "('REJECTED', 'LAPSED', 'WITHDRAWN', 'TERMINATED')";

  private final JdbcClient jdbc;

  CountedMoney(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Items of this application whose money belongs to another one now.
   *
   * @param counting the kinds of which anything counts; others pledge nothing
   */
  Set<Integer> elsewhere(ApplicationRef ref, Set<EvidenceKind> counting) {
    return jdbc.sql(
            """
            select mine.evidence
            from cofunding_pledge mine
            join cofunding_counted_money held on held.money = mine.money and held.application <> :ref
            join application holder on holder.reference = held.application
            where mine.application = :ref and holder.status not in %1$s
            union
            select mine.evidence
            from cofunding_pledge mine
            join application a on a.reference = mine.application
            join cofunding_pledge theirs on theirs.money = mine.money and theirs.application <> :ref
            join cofunding_evidence e
              on e.application = theirs.application and e.number = theirs.evidence
            join application earlier on earlier.reference = theirs.application
            where e.kind in (:counting) and mine.application = :ref
              and earlier.dossier_frozen_at is not null and earlier.status not in %1$s
              and (a.dossier_frozen_at is null
                or (earlier.dossier_frozen_at, earlier.reference) < (a.dossier_frozen_at, a.reference))
              and not exists (
                select from cofunding_counted_money held
                where held.money = mine.money and held.application = :ref)
              and not exists (
                select from cofunding_verdict refused
                where refused.application = theirs.application and refused.evidence = theirs.evidence
                  and refused.verdict = 'REFUSED' and refused.round = (
                    select max(round) from cofunding_verdict last
                    where last.application = theirs.application and last.evidence = theirs.evidence))
            """
                .formatted(GIVEN_FREE))
        .param("ref", ref.value())
        .param("counting", counting.stream().map(EvidenceKind::name).toList())
        .query(Integer.class)
        .set();
  }

  /**
   * Lets the money of these items count here, within the running transaction. Whoever claims the
   * same money at the same time waits for the end of this transaction.
   *
   * @return the items whose money counts elsewhere; nothing of them is claimed
   */
  Set<Integer> claim(ApplicationRef ref, Collection<Evidence> items, Instant now) {
    Map<String, Integer> owners = new TreeMap<>(); // one order for all, so that nobody deadlocks
    items.forEach(item -> item.money().forEach(money -> owners.put(money, item.number())));
    var lost = new HashSet<Integer>();
    owners.forEach(
        (money, item) -> {
          if (!claim(ref, item, money, now)) {
            lost.add(item);
          }
        });
    if (!lost.isEmpty()) {
      jdbc.sql(
              "delete from cofunding_counted_money"
                  + " where application = :ref and evidence in (:lost)")
          .param("ref", ref.value())
          .param("lost", lost)
          .update();
    }
    return Set.copyOf(lost);
  }

  /** Whether all money of these items still counts in this application. */
  boolean isHeld(ApplicationRef ref, Collection<Evidence> items) {
    var wanted = items.stream().flatMap(item -> item.money().stream()).collect(Collectors.toSet());
    List<String> held =
        jdbc.sql("select money from cofunding_counted_money where application = :ref")
            .param("ref", ref.value())
            .query(String.class)
            .list();
    return held.containsAll(wanted);
  }

  private boolean claim(ApplicationRef ref, int item, String money, Instant now) {
    return jdbc.sql(
                """
                insert into cofunding_counted_money (money, application, evidence, counted_at)
                values (:money, :ref, :item, :now)
                on conflict on constraint same_money_counts_once do update
                set application = excluded.application, evidence = excluded.evidence,
                    counted_at = excluded.counted_at
                where cofunding_counted_money.application = excluded.application
                  or exists (select from application holder
                             where holder.reference = cofunding_counted_money.application
                               and holder.status in %s)
                """
                    .formatted(GIVEN_FREE))
            .param("money", money)
            .param("ref", ref.value())
            .param("item", item)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }
}
