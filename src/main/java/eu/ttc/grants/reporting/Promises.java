package eu.ttc.grants.reporting;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The promises of the design, each an SQL view {@code promise_…} that is empty while it holds.
 * Tests, health page and metrics read the same views.
 */
@Service
public class Promises {

  private final JdbcClient jdbc;

  Promises(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Names of all views, in order. */
  @Transactional(readOnly = true)
  public List<String> names() {
    return jdbc.sql(
            "select viewname from pg_views where schemaname = current_schema()"
                + " and viewname like 'promise\\_%' order by viewname")
        .query(String.class)
        .list();
  }

  /** Number of cases that break each promise; all zero in a sound system. */
  @Transactional(readOnly = true)
  public Map<String, Long> broken() {
    var counts = new TreeMap<String, Long>();
    for (String view : names()) {
      counts.put(
          view, jdbc.sql("select count(*) from \"" + view + "\"").query(Long.class).single());
    }
    return counts;
  }
}
