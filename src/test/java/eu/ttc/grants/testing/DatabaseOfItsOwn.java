package eu.ttc.grants.workers;

import eu.ttc.grants.testing.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A database apart, on the PostgreSQL server of the test run: the outbox of the shared one is full
 * of messages that module tests left, and here it is open.
 */
final class DatabaseOfItsOwn
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final String NAME = "lifecycle";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    new TestDatabase().initialize(context);
    TestPropertyValues.of("spring.datasource.url=" + create()).applyTo(context);
  }

  private static String create() {
    var shared = TestDatabase.url();
    try (var connection = DriverManager.getConnection(shared);
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + NAME + " with (force)");
      statement.execute("create database " + NAME);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + NAME, e);
    }
    return shared.replaceFirst("/postgres\\b", "/" + NAME);
  }
}
