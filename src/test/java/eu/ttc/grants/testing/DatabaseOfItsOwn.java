package eu.ttc.grants.testing;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A database apart, on the PostgreSQL server of the test run, for tests that run beside those of
 * the modules, or want an outbox that is empty and open.
 */
public abstract class DatabaseOfItsOwn
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private final String name;

  /**
   * @param name of the database; each context of these tests begins with an empty one
   */
  protected DatabaseOfItsOwn(String name) {
    this.name = name;
  }

  @Override
  public final void initialize(ConfigurableApplicationContext context) {
    new TestDatabase().initialize(context);
    TestPropertyValues.of("spring.datasource.url=" + create()).applyTo(context);
  }

  private String create() {
    var shared = TestDatabase.url();
    try (var connection = DriverManager.getConnection(shared);
        var statement = connection.createStatement()) {
      statement.execute("drop database if exists " + name + " with (force)");
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("cannot create the database " + name, e);
    }
    return shared.replaceFirst("/postgres\\b", "/" + name);
  }
}
