package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Budget lines and their vouchers. */
@Repository
class BudgetLines {

  private final JdbcClient jdbc;

  BudgetLines(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Code of the line of a scheme. */
  String of(Scheme scheme) {
    return jdbc.sql("select code from budget_line where scheme = :scheme")
        .param("scheme", scheme.name())
        .query(String.class)
        .single();
  }

  /** Holds the line of a scheme until the end of the transaction; returns its code. */
  String lock(Scheme scheme) {
    return jdbc.sql("select code from budget_line where scheme = :scheme for update")
        .param("scheme", scheme.name())
        .query(String.class)
        .single();
  }

  /** Holds a line until the end of the transaction. */
  void lock(String line) {
    jdbc.sql("select 1 from budget_line where code = :line for update")
        .param("line", line)
        .query(Integer.class)
        .single();
  }

  /**
   * Number of an application's newest reservation, which is how many were released before it; -1
   * when there never was one.
   */
  int newestReservation(ApplicationRef ref) {
    return jdbc.sql("select count(*) - 1 from budget_reservation where application = :ref")
        .param("ref", ref.value())
        .query(Integer.class)
        .single();
  }

  /** What nobody holds; certain while the line is locked. */
  Room room(String line) {
    return jdbc.sql(
            """
            select l.available_cents,
                   (select count(*) from voucher_slot s where s.line = l.code
                      and s.application is null) vouchers
            from budget_line l where l.code = :line
            """)
        .param("line", line)
        .query(
            (row, number) ->
                new Room(row.getInt("vouchers"), Cents.of(row.getLong("available_cents"))))
        .single();
  }

  Optional<Integer> firstFreeVoucher(String line) {
    return jdbc.sql(
            "select min(number) from voucher_slot where line = :line and application is null")
        .param("line", line)
        .query(Integer.class)
        .optional();
  }
}
