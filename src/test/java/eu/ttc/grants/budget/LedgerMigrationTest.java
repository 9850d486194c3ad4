package eu.ttc.grants.budget;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

@DisplayName("A ledger that was kept without sources")
class LedgerMigrationTest {

  private static final String DATABASE = "ledger_before_sources";

  @Test
  @DisplayName("is told by source afterwards, to the cent, with who had which voucher")
  void keepsEveryPosting() {
    try (var server = new SingleConnectionDataSource(TestDatabase.url(), "postgres", "", true)) {
      JdbcClient.create(server).sql("drop database if exists " + DATABASE).update();
      JdbcClient.create(server).sql("create database " + DATABASE).update();
    }
    var url = TestDatabase.url().replaceFirst("/postgres\\?", "/" + DATABASE + "?");
    try (var source = new SingleConnectionDataSource(url, "postgres", "", true)) {
      var jdbc = JdbcClient.create(source);
      migrate(source, "202611263000");
      jdbc.sql(BEFORE).update();
      assertThat(broken(jdbc)).isZero();

      migrate(source, "202611263001");

      assertThat(broken(jdbc)).isZero();
      assertThat(
              jdbc.sql(
                      """
                      select source || ' ' || allocated_cents || ' ' || available_cents || ' '
                        || reserved_cents || ' ' || committed_cents || ' ' || in_payment_cents
                        || ' ' || paid_cents from budget_balance order by source
                      """)
                  .query(String.class)
                  .list())
          .containsExactly(
              "ERDF 8750000 8299998 250000 2 0 200000",
              "NATIONAL 8750000 8299998 250000 1 0 200001");
      assertThat(
              jdbc.sql("select kind || ' ' || erdf_cents from budget_posting order by id")
                  .query(String.class)
                  .list())
          .containsExactly(
              "RESERVE 250000",
              "RESERVE 250000",
              "COMMIT 250000",
              "RESERVE 1",
              "RELEASE_COMMITTED 50000",
              "ORDER 200000",
              "COMMIT 2",
              "PAY 200000",
              "RELEASE_RESERVED 250000",
              "RESERVE 250000",
              "ALLOCATE 8750000");
      assertThat(
              jdbc.sql(
                      "select voucher || ' ' || event || ' ' || application || ' ' || happened_by"
                          + " from voucher_event order by id")
                  .query(String.class)
                  .list())
          .containsExactly(
              "1 TAKEN V-2026-000001 system",
              "2 TAKEN V-2026-000002 system",
              "3 TAKEN V-2026-000003 system",
              "2 RELEASED V-2026-000002 anna",
              "2 TAKEN V-2026-000004 system");
    }
  }

  private static long broken(JdbcClient jdbc) {
    return jdbc.sql("select count(*) from promise_2_budget_is_never_exceeded")
        .query(Long.class)
        .single();
  }

  private static void migrate(SingleConnectionDataSource source, String version) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .target(version)
        .load()
        .migrate();
  }

  private static final String BEFORE =
      """
      set session_replication_role = replica;
      insert into application (reference, scheme, status, applicant, enterprise_name, project_title,
                               dossier, created_at, changed_at, version)
      select 'V-2026-00000' || n, 'VOUCHER', 'DRAFT', 'anna', 'Enterprise', 'Project', '{}', now(),
             now(), 0 from generate_series(1, 4) n;
      set session_replication_role = origin;
      insert into budget_posting (line, application, reservation, kind, instalment, attempt, key,
                                  amount_cents, reason, posted_by, posted_at) values
        ('VOUCHER', 'V-2026-000001', 0, 'RESERVE', 0, 0, '', 499999, null, 'system', '2026-11-01'),
        ('VOUCHER', 'V-2026-000002', 0, 'RESERVE', 0, 0, '', 500000, null, 'system', '2026-11-02'),
        ('VOUCHER', 'V-2026-000001', 0, 'COMMIT', 0, 0, '', 499999, null, 'system', '2026-11-03'),
        ('VOUCHER', 'V-2026-000003', 0, 'RESERVE', 0, 0, '', 3, null, 'system', '2026-11-04'),
        ('VOUCHER', 'V-2026-000001', 0, 'RELEASE_COMMITTED', 1, 0, '', 99998, 'less', 'olga', '2026-11-05'),
        ('VOUCHER', 'V-2026-000001', 0, 'ORDER', 1, 1, '', 400001, null, 'felix', '2026-11-06'),
        ('VOUCHER', 'V-2026-000003', 0, 'COMMIT', 0, 0, '', 3, null, 'system', '2026-11-07'),
        ('VOUCHER', 'V-2026-000001', 0, 'PAY', 1, 1, '', 400001, null, 'fiona', '2026-11-08'),
        ('VOUCHER', 'V-2026-000002', 0, 'RELEASE_RESERVED', 0, 0, '', 500000, 'over', 'anna', '2026-11-09'),
        ('VOUCHER', 'V-2026-000004', 0, 'RESERVE', 0, 0, '', 500000, null, 'system', '2026-11-10');
      insert into budget_reservation (application, line, amount_cents, state) values
        ('V-2026-000001', 'VOUCHER', 400001, 'COMMITTED'), ('V-2026-000002', 'VOUCHER', 500000, 'RELEASED'),
        ('V-2026-000003', 'VOUCHER', 3, 'COMMITTED'), ('V-2026-000004', 'VOUCHER', 500000, 'RESERVED');
      update voucher_slot set application = 'V-2026-000001' where number = 1;
      update voucher_slot set application = 'V-2026-000004' where number = 2;
      update voucher_slot set application = 'V-2026-000003' where number = 3;
      update budget_line set paid_cents = 400001, committed_cents = 3, reserved_cents = 500000,
        available_cents = 17500000 - 400001 - 3 - 500000;
      """;
}
