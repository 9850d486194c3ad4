package eu.ttc.grants.testing;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Each class of module tests begins without applications, and with all vouchers and the money that
 * the programme began with: what classes before it left would decide whether there is a voucher for
 * it, and in which order classes run depends on the machine.
 */
class CleanSlate implements TestExecutionListener {

  /** What the migrations filled and applications change. */
  private static final List<String> FILLED =
      List.of("budget_line", "budget_posting", "budget_entry", "voucher_slot");

  @Override
  public void beforeTestClass(TestContext test) {
    if (test.getTestClass().getEnclosingClass() != null) {
      return; // goes on with what the class around it began
    }
    var beans = test.getApplicationContext();
    var jdbc = beans.getBean(JdbcClient.class);
    beans
        .getBean(TransactionOperations.class)
        .executeWithoutResult(
            transaction -> {
              // neither foreign keys nor the triggers that keep history: nothing of it is left
              jdbc.sql("set local session_replication_role = replica").update();
              if (isFresh(jdbc)) {
                jdbc.sql("create schema beginning").update();
                FILLED.forEach(
                    table ->
                        jdbc.sql("create table beginning.%1$s as table %1$s".formatted(table))
                            .update());
              } else {
                jdbc.sql("truncate application, outbox_record cascade").update();
                FILLED.forEach(table -> restore(jdbc, table));
              }
            });
  }

  private static boolean isFresh(JdbcClient jdbc) {
    return jdbc.sql("select to_regnamespace('beginning') is null").query(Boolean.class).single();
  }

  private static void restore(JdbcClient jdbc, String table) {
    var columns =
        jdbc.sql(
                """
                select string_agg(quote_ident(column_name), ', ') from information_schema.columns
                where table_schema = 'public' and table_name = :table and is_generated = 'NEVER'
                """)
            .param("table", table)
            .query(String.class)
            .single();
    jdbc.sql("delete from " + table).update();
    jdbc.sql(
            "insert into %1$s (%2$s) overriding system value select %2$s from beginning.%1$s"
                .formatted(table, columns))
        .update();
  }
}
