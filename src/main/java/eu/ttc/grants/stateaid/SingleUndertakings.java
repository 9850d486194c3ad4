package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which enterprises are one single undertaking, as far as dossiers told (Regulation (EU) 2023/2831,
 * Art. 2(2)). Found by any of its members, whatever it is named after. When two turn out to be one,
 * the members of one move over; the aid stays with the enterprises that received it.
 */
@Repository
class SingleUndertakings {

  private static final String MEMBERSHIP = "'de minimis membership'";

  private final JdbcClient jdbc;

  SingleUndertakings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes these enterprises one undertaking, with all that belong to one of them already. From then
   * on until the end of the transaction nobody else changes who belongs to whom: checks go on side
   * by side, whoever brings news waits for them and they for the news.
   */
  void unite(SortedSet<String> enterprises, ApplicationRef toldBy) {
    unite(List.of(enterprises), toldBy);
  }

  /** The same for several undertakings at once; a second call could wait for ever. */
  void unite(List<SortedSet<String>> groups, ApplicationRef toldBy) {
    if (groups.stream().allMatch(this::areOne)) {
      hold("pg_advisory_xact_lock_shared");
      return;
    }
    hold("pg_advisory_xact_lock");
    for (var enterprises : groups) {
      open(enterprises);
      var undertakings = List.copyOf(undertakings(enterprises));
      move(undertakings.subList(1, undertakings.size()), undertakings.getFirst(), toldBy);
    }
  }

  /** Opens an account for each enterprise that has none, as an undertaking by itself. */
  void open(SortedSet<String> enterprises) {
    for (var enterprise : enterprises) {
      jdbc.sql("insert into de_minimis_account values (:enterprise) on conflict do nothing")
          .param("enterprise", enterprise)
          .update();
      jdbc.sql(
              """
              insert into de_minimis_member (enterprise, undertaking, known_from)
              values (:enterprise, :enterprise, 0) on conflict do nothing
              """)
          .param("enterprise", enterprise)
          .update();
    }
  }

  /**
   * Holds the accounts of the undertakings of these enterprises until the end of the transaction,
   * in the same order for everybody.
   *
   * @return the undertaking of each enterprise
   */
  Map<String, String> lock(SortedSet<String> enterprises) {
    jdbc.sql(
            """
            select enterprise from de_minimis_account
            where enterprise in (select undertaking from de_minimis_member
                                 where enterprise in (:enterprises) and known_until is null)
            order by enterprise for update
            """)
        .param("enterprises", enterprises)
        .query(String.class)
        .list();
    return jdbc
        .sql(
            "select enterprise, undertaking from de_minimis_member"
                + " where enterprise in (:enterprises) and known_until is null")
        .param("enterprises", enterprises)
        .query(
            (row, number) -> Map.entry(row.getString("enterprise"), row.getString("undertaking")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private boolean areOne(Collection<String> enterprises) {
    return enterprises.size() == 1
        || jdbc.sql(
                """
                select count(*) = :all and count(distinct undertaking) = 1 from de_minimis_member
                where enterprise in (:enterprises) and known_until is null
                """)
            .param("all", enterprises.size())
            .param("enterprises", enterprises)
            .query(Boolean.class)
            .single();
  }

  private List<String> undertakings(Collection<String> enterprises) {
    return jdbc.sql(
            "select distinct undertaking from de_minimis_member where enterprise in (:enterprises)"
                + " and known_until is null order by undertaking")
        .param("enterprises", enterprises)
        .query(String.class)
        .list();
  }

  private void move(List<String> from, String to, ApplicationRef toldBy) {
    if (from.isEmpty()) {
      return;
    }
    var now =
        jdbc.sql("select nextval(pg_get_serial_sequence('de_minimis_aid', 'id'))")
            .query(Long.class)
            .single();
    jdbc.sql(
            "update de_minimis_member set known_until = :now"
                + " where undertaking in (:from) and known_until is null")
        .param("now", now)
        .param("from", from)
        .update();
    jdbc.sql(
            """
            insert into de_minimis_member (enterprise, undertaking, known_from, told_by)
            select enterprise, :to, :now, :ref from de_minimis_member where known_until = :now
            """)
        .param("to", to)
        .param("now", now)
        .param("ref", toldBy.value())
        .update();
  }

  private void hold(String lock) {
    jdbc.sql("select %s(hashtextextended(%s, 0))".formatted(lock, MEMBERSHIP))
        .query((row, number) -> true)
        .single();
  }
}
